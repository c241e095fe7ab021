import { afterAll, afterEach, beforeAll } from 'vitest'
import { open, type Options, type Session } from './harness'

/** One running program for all tests of a file; a failed test leaves a picture of the page. */
export function runProgram(options: Options = {}): { readonly now: Session } {
  let session: Session | undefined
  const held = {
    get now(): Session {
      if (!session) throw new Error('the program did not start')
      return session
    },
  }
  beforeAll(async () => { session = await open(options) })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session?.picture(`failed-${task.name.replace(/\W+/g, '-').slice(0, 60)}`)
  })
  afterAll(async () => { await session?.close() })
  return held
}
