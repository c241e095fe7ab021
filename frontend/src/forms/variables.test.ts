import { describe, expect, it } from 'vitest'
import { asName, partsOf, variablesOf } from './variables'

describe('variablesOf', () => {
  it.each([
    ['Dear {{name}}, about {{ the letter }}: {{name}}', ['name', 'the letter']],
    ['{{Straße}} {{order-number}} {{_x}}', ['Straße', 'order-number', '_x']],
    ['{{1st}} {{}} {{ }} {name} {{a\nb}}', []],
    ['{{{deep}}}', ['deep']],
  ])('%j', (text, names) => expect(variablesOf(text)).toEqual(names))
})

describe('partsOf', () => {
  it('puts together to the same text', () => {
    for (const text of ['', 'plain', '{{a}}', 'x {{a}}{{b}} y {{ c }}', '{{no', '}} {{a}}']) {
      expect(partsOf(text).map((p) => p.text).join('')).toBe(text)
    }
  })

  it('names what is a name', () => expect(partsOf('Hi {{you}}!')).toEqual([{ text: 'Hi ' }, { text: '{{you}}', name: 'you' }, { text: '!' }]))
})

describe('asName', () => {
  it.each([['Found pieces', 'found pieces'], ['  What? ', 'what'], ['1st', 'value 1st'], ['???', 'value'], ['Ünï', 'ünï']])('%s', (label, name) => {
    expect(asName(label)).toBe(name)
    expect(variablesOf(`{{${asName(label)}}}`)).toEqual([name])
  })
})
