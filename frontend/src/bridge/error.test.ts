import { describe, expect, it } from 'vitest'
import { AppError, asAppError } from './error'

describe('asAppError', () => {
  it('takes the object with which the program rejects a call', () => {
    const error = asAppError({ code: 'no_model', message: 'No model is chosen.', hint: 'Choose one.', path: 'Answer › model' })
    expect(error).toMatchObject({ code: 'no_model', message: 'No model is chosen.', hint: 'Choose one.', path: 'Answer › model' })
  })

  it('takes the same object as text', () => {
    expect(asAppError('{"code":"conflict","message":"It was changed."}')).toMatchObject({ code: 'conflict', hint: '' })
  })

  it.each([null, undefined, 42, {}, { code: 1, message: 'x' }, new Error('panic: 0xdeadbeef')])('hides what people cannot read: %s', (cause) => {
    const error = asAppError(cause)
    expect(error.code).toBe('internal')
    expect(error.message).not.toContain('0xdeadbeef')
    expect(error.hint).not.toBe('')
  })

  it('says that the program does not answer when a request fails', () => {
    expect(asAppError(new TypeError('Failed to fetch')).code).toBe('unavailable')
  })

  it('leaves an AppError as it is', () => {
    const error = new AppError('refused', 'A rule forbids it.')
    expect(asAppError(error)).toBe(error)
  })
})
