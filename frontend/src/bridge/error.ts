import { words } from '@/text/errors'

/** The one error that the interface knows: a code for programs, a sentence and a hint for people. */
export class AppError extends Error {
  readonly code: string
  readonly hint: string
  readonly path: string

  constructor(code: string, message: string, hint = '', path = '') {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.hint = hint
    this.path = path
  }
}

function fromObject(value: object): AppError | undefined {
  const { code, message, hint, path } = value as Record<string, unknown>
  if (typeof message !== 'string' || typeof code !== 'string') return undefined
  return new AppError(code, message, typeof hint === 'string' ? hint : '', typeof path === 'string' ? path : '')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Turns whatever a call was rejected with into an AppError. */
export function asAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const value = typeof cause === 'string' ? (parsed(cause) ?? cause) : cause
  if (typeof value === 'object' && value !== null) {
    const error = fromObject(value)
    if (error) return error
  }
  if (value instanceof TypeError) return new AppError('unavailable', words.unreachable, words.unreachableHint)
  if (typeof value === 'string' && value !== '') return new AppError('internal', value)
  return new AppError('internal', words.unknown, words.unknownHint)
}
