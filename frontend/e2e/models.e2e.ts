import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from './accessible'
import { answerTo, ask, goTo, main, openAssistant, step } from './actions'
import { startProvider, type Provider } from './provider'
import { runProgram } from './session'

const key = 'sk-test-meadow-4711'
// Without a session bus there is no keychain: keys go to the encrypted file.
const session = runProgram({ environment: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } })
let provider: Provider
beforeAll(async () => { provider = await startProvider(key) })
afterAll(async () => { await provider.stop() })

const dialog = () => session.now.page.getByRole('dialog', { name: 'Add a model' })
const row = (name: string) => session.now.page.getByRole('listitem').filter({ has: session.now.page.getByRole('button', { name: `Test ${name}` }) })

async function connect(secret: string): Promise<void> {
  const { page } = session.now
  await dialog().getByLabel('Key', { exact: true }).fill(secret)
  await dialog().getByRole('button', { name: 'Connect' }).click()
  await page.waitForTimeout(300)
}

test('without a model the screen says what one would add, and how to get one', async () => {
  const { page } = session.now
  await goTo(page, 'Models')
  await page.getByRole('heading', { name: 'Want answers in fluent sentences?' }).waitFor()
  await session.now.pictures('models-empty')
  expect.soft(await barriers(page)).toEqual([])
  await main(page).getByRole('button', { name: 'Add a model' }).first().click()
  await dialog().getByText(/Ollama/).first().waitFor()
  await page.waitForTimeout(600)
  await session.now.pictures('models-local', ['light', 'dark'], ['small'])
  expect.soft(await barriers(page)).toEqual([])
})

test('a provider is connected; its key goes into a file that only a passphrase opens', async () => {
  const { page } = session.now
  await dialog().getByText('At a provider').click()
  await dialog().getByRole('combobox', { name: 'Service' }).click()
  await page.getByRole('option', { name: 'Another service' }).click()
  await dialog().getByLabel('Address').fill(provider.address)
  await dialog().getByText('This computer has no keychain').waitFor()
  await session.now.picture('models-passphrase')
  await dialog().getByLabel('Passphrase', { exact: true }).fill('a garden in spring')
  await dialog().getByLabel('Passphrase once more').fill('a garden in spring')
  await dialog().getByRole('button', { name: 'Make the key file' }).click()
  await connect(key)
  await dialog().getByText('scripted-chat').waitFor()
  await session.now.picture('models-offer')
  expect.soft(await barriers(page)).toEqual([])
  await dialog().getByRole('button', { name: 'Add scripted-chat' }).click()
  await dialog().getByText('In your list').waitFor()
  await dialog().getByRole('button', { name: 'Done' }).click()
  expect(readFileSync(join(session.now.folder, 'greenlight.db')).includes(key)).toBe(false)
})

test('a model is tested where it stands', async () => {
  const { page } = session.now
  await row('scripted-chat').getByRole('button', { name: 'Test scripted-chat' }).click()
  await row('scripted-chat').getByText(/^Answered in/).waitFor()
  await session.now.pictures('models-full')
  expect.soft(await barriers(page)).toEqual([])
  await page.getByRole('heading', { name: 'What left this computer' }).scrollIntoViewIfNeeded()
  await page.getByText('All requests').click()
  await session.now.picture('models-egress')
})

test('the model writes the answer, which streams onto its card', async () => {
  const { page } = session.now
  await openAssistant(page, 'HR policy helper')
  await step(page, 'Answer with sources').click()
  await page.getByRole('combobox', { name: 'Model' }).click()
  await page.getByRole('option', { name: /scripted-chat/ }).click()
  await page.getByRole('button', { name: 'Close the settings' }).click()
  await page.getByRole('status').filter({ hasText: /^Saved/ }).waitFor()
  await provider.script({ text: 'You may carry over up to five days [1]. Use them by 31 March, or they lapse without payment [1].', pace: 90 })
  const question = 'How many days may I carry over?'
  await page.locator('[data-ask-field]').fill(question)
  await page.keyboard.press('Enter')
  await step(page, 'Answer with sources').getByText(/You may carry/).waitFor()
  await session.now.picture('build-streaming')
  const turn = await answerTo(page, question)
  expect(await turn.innerText()).toMatch(/five days/)
  await turn.getByRole('button', { name: /^Source 1: Open/ }).first().waitFor()
  await session.now.pictures('build-model', ['light', 'dark'], ['small'])
})

test('a provider that is down is said on the card, with what to do', async () => {
  const { page } = session.now
  await provider.stop()
  const turn = await ask(page, 'How long may I work from abroad?')
  await turn.getByRole('alert').waitFor()
  expect(await step(page, 'Answer with sources').innerText()).toMatch(/service|answer|reach|127\.0\.0\.1/i)
  await session.now.pictures('build-failed')
  expect.soft(await barriers(page)).toEqual([])
  expect(await page.content()).not.toContain(key)
})

test('nothing was logged as an error', () => {
  expect(session.now.problems).toEqual([])
})
