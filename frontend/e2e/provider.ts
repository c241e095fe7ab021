import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { ended, root, start } from './harness'

/** An OpenAI-compatible service that answers as a test scripts it. */
export interface Provider {
  address: string
  /** What it answers next, one reply a request; afterwards it answers by itself. */
  script: (...replies: Record<string, unknown>[]) => Promise<void>
  stop: () => Promise<void>
}

export async function startProvider(key: string): Promise<Provider> {
  const program = join(root, 'build/bin/scripted')
  execFileSync('go', ['build', '-o', program, './backend/model/modeltest/cmd/scripted'], { cwd: root })
  const { child, address } = await start(program, ['-require', key], /http:\/\/127\.0\.0\.1:\d+\S*/)
  const base = new URL(address).origin
  return {
    address,
    script: async (...replies) => {
      const answer = await fetch(`${base}/_script`, { method: 'POST', body: JSON.stringify(replies) })
      if (!answer.ok) throw new Error(await answer.text())
    },
    stop: async () => { await ended(child, 'SIGTERM') },
  }
}
