import { expect, it } from 'vitest'
import { blocksOf } from './markdown'

it.each([
  ['', []],
  ['One\nline\n\nTwo', [{ kind: 'text', text: 'One\nline' }, { kind: 'text', text: 'Two' }]],
  ['# Head\nText', [{ kind: 'heading', text: 'Head' }, { kind: 'text', text: 'Text' }]],
  ['- a\n- b\n  more', [{ kind: 'bullets', items: ['a', 'b more'] }]],
  ['3. c\n4. d', [{ kind: 'numbers', items: ['c', 'd'], start: 3 }]],
  ['```js\nx < 1\n\ny\n```\nEnd', [{ kind: 'code', text: 'x < 1\n\ny' }, { kind: 'text', text: 'End' }]],
  ['```\nnot closed yet', [{ kind: 'code', text: 'not closed yet' }]],
])('%j', (text, blocks) => expect(blocksOf(text)).toEqual(blocks))
