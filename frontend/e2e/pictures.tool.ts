import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { ask, goTo, main, openAssistant } from './actions'
import { root } from './harness'
import { startProvider, type Provider } from './provider'
import { runProgram } from './session'

const folder = join(root, 'docs/pictures')
const session = runProgram({ environment: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } })
let provider: Provider
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  provider = await startProvider('')
})
afterAll(async () => { await provider.stop() })

async function take(name: string): Promise<void> {
  const { page } = session.now
  await page.mouse.move(1275, 795) // nothing is pointed at
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
}

test('an assistant with an answer and its sources; a source', async () => {
  const { page } = session.now
  await openAssistant(page, 'HR policy helper')
  const turn = await ask(page, 'How many days of leave may I carry over into next year?')
  await page.getByRole('button', { name: 'Fit' }).click()
  await take('build')
  await turn.getByRole('button', { name: /Open Annual leave policy/ }).first().click()
  await page.getByRole('dialog', { name: 'Source' }).locator('[data-box]').first().waitFor()
  await take('source')
  await page.keyboard.press('Escape')
})

test('a knowledge base', async () => {
  const { page } = session.now
  await goTo(page, 'Knowledge')
  await main(page).getByRole('link', { name: 'Company policies' }).click()
  await page.getByRole('row').nth(10).waitFor()
  await take('knowledge')
})

test('the models', async () => {
  const { page } = session.now
  await goTo(page, 'Models')
  await main(page).getByRole('button', { name: 'Add a model' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add a model' })
  await dialog.getByText('At a provider').click()
  await dialog.getByRole('combobox', { name: 'Service' }).click()
  await page.getByRole('option', { name: 'vLLM' }).click()
  await dialog.getByLabel('Address').fill(provider.address)
  await dialog.getByLabel('Passphrase', { exact: true }).fill('a garden in spring')
  await dialog.getByLabel('Passphrase once more').fill('a garden in spring')
  await dialog.getByRole('button', { name: 'Make the key file' }).click()
  await dialog.getByLabel('Key', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await dialog.getByLabel('Add by name').fill('mistral-small-24b')
  await dialog.getByRole('button', { name: 'Add', exact: true }).last().click()
  await page.waitForTimeout(500)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await take('models')
})
