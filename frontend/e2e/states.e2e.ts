import type { Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { barriers } from './accessible'
import { main } from './actions'
import { runProgram } from './session'

const session = runProgram()
const screens = { home: '#/home', knowledge: '#/knowledge', models: '#/models', settings: '#/settings' }

const reopen = async (hash: string) => {
  const { page } = session.now
  await page.goto('about:blank')
  await page.goto(`${origin}/${hash}`, { waitUntil: 'commit' })
}
let origin = ''

test('while the program is slow, each screen shows that something comes', async () => {
  const { page } = session.now
  origin = new URL(page.url()).origin
  await page.route('**/call', async (route: Route) => {
    await new Promise((done) => setTimeout(done, 2500))
    await route.continue().catch(() => undefined) // the page may have gone on meanwhile
  })
  for (const [name, hash] of Object.entries(screens)) {
    await reopen(hash)
    await main(page).getByRole('heading', { level: 1 }).waitFor()
    await page.waitForTimeout(200)
    await session.now.picture(`loading-${name}`)
  }
  await page.unroute('**/call')
})

test('when the program does not answer, each screen says so and offers to try again', async () => {
  const { page } = session.now
  const before = session.now.problems.length
  await page.route('**/call', (route: Route) => route.abort('connectionrefused'))
  for (const [name, hash] of Object.entries(screens)) {
    await reopen(hash)
    await main(page).getByText('Greenlight has stopped.').first().waitFor()
    await session.now.picture(`error-${name}`)
    expect.soft(await barriers(page)).toEqual([])
  }
  await page.unroute('**/call')
  await main(page).getByRole('button', { name: 'Try again' }).first().click()
  await main(page).getByText('greenlight.db').first().waitFor()
  session.now.problems.splice(before)
})

test('an address of something that is gone leads back', async () => {
  const { page } = session.now
  const before = session.now.problems.length
  await reopen('#/build/flow_gone')
  await main(page).getByRole('heading', { name: 'This assistant is not here.' }).waitFor()
  await session.now.picture('gone-assistant')
  await reopen('#/knowledge/kb_gone')
  await main(page).getByRole('button', { name: 'Back to all knowledge' }).waitFor()
  await session.now.picture('gone-knowledge')
  expect(session.now.problems.splice(before).every((p) => p.includes('not_found'))).toBe(true)
})

test('nothing was logged as an error', () => {
  expect(session.now.problems).toEqual([])
})
