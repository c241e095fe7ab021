import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'

/** The path of a document that the tests bring along. */
export const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name)

export const main = (page: Page): Locator => page.getByRole('main')

/** Follows an entry of the rail. */
export async function goTo(page: Page, name: 'Home' | 'Knowledge' | 'Models' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
  await main(page).getByRole('heading', { level: 1, name }).waitFor()
}

/** Waits until the documents of the sample are read, so that its assistants can answer. */
export async function sampleReady(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /question/i }).first().waitFor()
}

/** Asks in the field on the screen, and gives the turn of the conversation with the answer. */
export async function ask(page: Page, question: string): Promise<Locator> {
  const field = page.locator('[data-ask-field]').last()
  await field.fill(question)
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  return answerTo(page, question)
}

/** The last turn with this question, once it has ended. */
export async function answerTo(page: Page, question: string): Promise<Locator> {
  const turn = page.getByRole('log').getByRole('article').filter({ hasText: question }).last()
  await turn.locator('[aria-busy=false]').waitFor()
  return turn
}

/** Opens an assistant from Home. */
export async function openAssistant(page: Page, name: string): Promise<void> {
  await goTo(page, 'Home')
  await main(page).getByRole('link', { name, exact: true }).click()
  await main(page).getByRole('heading', { level: 1, name }).waitFor()
}

/** Makes an assistant from Home and leaves it open. */
export async function createAssistant(page: Page, name: string, template: string | RegExp, knowledge = ''): Promise<void> {
  await goTo(page, 'Home')
  await main(page).getByRole('button', { name: 'New assistant' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New assistant' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('radio', { name: template }).click()
  if (knowledge !== '') {
    await dialog.getByRole('combobox', { name: 'Answers from' }).click()
    await page.getByRole('option', { name: knowledge }).click()
  }
  await dialog.getByRole('button', { name: 'Create' }).click()
  await main(page).getByRole('heading', { level: 1, name }).waitFor()
}

/** The card of a step on the canvas. */
export const step = (page: Page, title: string): Locator => page.locator('article[aria-label]').filter({ has: page.getByText(title, { exact: true }) }).first()

/** Draws a wire with the mouse, from an output of one step to an input of another. */
export async function wire(page: Page, from: Locator, to: Locator): Promise<void> {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()]
  if (!a || !b) throw new Error('a port is not on the screen')
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2)
  await page.mouse.down()
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 6 })
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 6 })
  await page.mouse.up()
}

/** Makes a knowledge base and leaves it open. */
export async function createKnowledge(page: Page, name: string): Promise<void> {
  await goTo(page, 'Knowledge')
  await page.getByRole('button', { name: 'New knowledge' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New knowledge' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await main(page).getByRole('heading', { level: 1, name }).waitFor()
  await main(page).getByRole('heading', { name: 'Drop files or a folder here' }).waitFor()
}

/** Chooses files as a person does, on the open knowledge base. */
export async function addFiles(page: Page, paths: string[]): Promise<void> {
  await page.getByLabel('Choose files').first().setInputFiles(paths)
}

/** The row of a document. */
export const documentRow = (page: Page, name: string | RegExp): Locator => page.getByRole('row').filter({ hasText: name })

/** A port of a step: which side, and its label, "" for a step with one. */
export const port = (page: Page, title: string, side: 'Input' | 'Output', label: string): Locator =>
  step(page, title).getByRole('img', { name: new RegExp(`^${side}: ${label}`) }).first()
