import { describe, expect, it } from 'vitest'
import { parseRoute, path } from './route'

describe('parseRoute', () => {
  it.each([
    ['', 'home', '', []],
    ['#/home', 'home', '', []],
    ['#/build/flow_1', 'build', 'flow_1', []],
    ['#/build', 'home', '', []],
    ['#/knowledge/kb_1/doc_2', 'knowledge', 'kb_1', ['doc_2']],
    ['#/nowhere/x', 'home', '', []],
    ['#/build/%E0%A4%A', 'build', '%E0%A4%A', []],
  ])('%s', (hash, screen, id, rest) => expect(parseRoute(hash)).toEqual({ screen, id, rest }))

  it('reads what path writes', () => {
    expect(parseRoute('#' + path.build('a/b c'))).toMatchObject({ screen: 'build', id: 'a/b c' })
    expect(parseRoute('#' + path.knowledge('kb', 'd/1'))).toMatchObject({ id: 'kb', rest: ['d/1'] })
    expect(parseRoute('#' + path.knowledge())).toMatchObject({ screen: 'knowledge', id: '' })
  })
})
