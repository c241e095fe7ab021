import { describe, expect, it } from 'vitest'
import { field, problem } from '@/test/fixtures'
import { concerns, isShown } from './shown'

describe('isShown', () => {
  it.each([
    ['', {}, true],
    ['result=data', { result: 'data' }, true],
    ['result=data', { result: 'text' }, false],
    ['test=contains|equals', { test: 'equals' }, true],
    ['test=contains|equals', { test: 'empty' }, false],
    ['on=true', { on: true }, true],
    ['on=true', {}, false],
    ['value=a=b', { value: 'a=b' }, true],
  ])('%s with %j: %s', (showIf, settings, expected) => expect(isShown(field('x', 'text', { showIf }), settings)).toBe(expected))

  it('never shows what is hidden', () => expect(isShown(field('id', 'hidden'), {})).toBe(false))
})

it('counts a problem in a row as one of its list, and not of a field whose name begins alike', () => {
  expect(concerns(problem('n', 'inputs[2].name', ''), 'inputs')).toBe(true)
  expect(concerns(problem('n', 'inputs', ''), 'inputs')).toBe(true)
  expect(concerns(problem('n', 'inputsMore', ''), 'inputs')).toBe(false)
})
