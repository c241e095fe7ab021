import { expect, test } from 'vitest'
import { barriers } from './accessible'
import { addFiles, ask, createAssistant, createKnowledge, documentRow, fixture, main, openAssistant, port, step, wire } from './actions'
import { runProgram } from './session'

const session = runProgram()

const canvas = () => session.now.page.getByLabel('Canvas with the steps of the assistant')
const steps = () => session.now.page.locator('.react-flow__node')
const wires = () => session.now.page.locator('.react-flow__edge')
const saved = () => session.now.page.getByRole('status').filter({ hasText: /^Saved/ }).waitFor()

test('own PDF and Word files become knowledge', async () => {
  const { page } = session.now
  await createKnowledge(page, 'Heron Lane garden')
  await addFiles(page, [fixture('Garden rules.pdf'), fixture('Tool shed handbook.docx')])
  for (const name of ['Garden rules.pdf', 'Tool shed handbook.docx']) {
    await documentRow(page, name).getByText('Ready').waitFor()
  }
})

test('an empty canvas says what to do, and takes steps by click, drag and key', async () => {
  const { page } = session.now
  await createAssistant(page, 'Garden helper', /^Empty/)
  await step(page, 'Question').click()
  await page.keyboard.press('Delete')
  await main(page).getByRole('heading', { name: 'Add your first step' }).waitFor()
  await session.now.pictures('build-empty')
  expect.soft(await barriers(page)).toEqual([])

  await page.getByRole('option', { name: 'Question' }).click()
  await step(page, 'Question').waitFor()
  const there = await canvas().boundingBox()
  if (!there) throw new Error('no canvas')
  await page.getByRole('option', { name: 'Search knowledge' }).dragTo(canvas(), { targetPosition: { x: there.width - 160, y: 160 } })
  await step(page, 'Search knowledge').waitFor()

  // The keyboard alone: / searches, Enter adds.
  await canvas().click({ position: { x: there.width - 40, y: there.height - 40 } })
  await page.keyboard.press('/')
  await page.keyboard.type('answer')
  await page.keyboard.press('Enter')
  await step(page, 'Answer with sources').waitFor()
  expect(await steps().count()).toBe(3)
})

test('wires are drawn by mouse, and a wrong one is refused with the reason', async () => {
  const { page } = session.now
  await page.getByRole('button', { name: 'Tidy up' }).click()
  await page.waitForTimeout(400)
  const question = port(page, 'Question', 'Output', 'Question')
  await wire(page, question, port(page, 'Search knowledge', 'Input', ''))
  await expect.poll(() => wires().count()).toBe(1)

  await wire(page, question, port(page, 'Answer with sources', 'Input', 'Found pieces'))
  await page.getByText('“Found pieces” takes found pieces, not text.').waitFor()
  await session.now.picture('build-wrong-wire')
  expect(await wires().count()).toBe(1)

  await wire(page, question, port(page, 'Answer with sources', 'Input', 'Question'))
  await wire(page, port(page, 'Search knowledge', 'Output', ''), port(page, 'Answer with sources', 'Input', 'Found pieces'))
  await expect.poll(() => wires().count()).toBe(3)
  await page.getByRole('button', { name: 'Tidy up' }).click()
})

test('a problem is said on its card, with the repair', async () => {
  const { page } = session.now
  const repair = step(page, 'Search knowledge').getByRole('button', { name: 'Choose knowledge' })
  await repair.waitFor()
  await session.now.pictures('build-problem')
  expect.soft(await barriers(page)).toEqual([])
  await repair.click()
  await page.getByRole('option', { name: /Heron Lane garden/ }).click()
  await repair.waitFor({ state: 'hidden' })
  await session.now.pictures('build-settings')
  expect.soft(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Close the settings' }).click()
})

test('the new assistant answers from the own files, and each source opens at its passage', async () => {
  const { page } = session.now
  await saved()
  const turn = await ask(page, 'When may hoses be used in summer?')
  expect(await turn.innerText()).toMatch(/before nine in the morning and after seven/)
  await turn.getByRole('button', { name: /Open .*Garden rules|Open Rules of the Heron Lane garden/ }).first().click()
  const viewer = page.getByRole('dialog', { name: 'Source' })
  await viewer.locator('[data-box]').first().waitFor()
  await session.now.picture('build-own-source')
  await page.keyboard.press('Escape')

  const second = await ask(page, 'How many tools may members borrow at a time?')
  expect(await second.innerText()).toMatch(/three tools/)
  await second.getByRole('button', { name: /Open Tool shed handbook/ }).first().click()
  await viewer.locator('mark').first().waitFor()
  expect(await viewer.locator('mark').first().innerText()).toMatch(/three tools/)
  await page.keyboard.press('Escape')
  await session.now.pictures('build-own-answer')
})

test('steps are copied, deleted and brought back', async () => {
  const { page } = session.now
  await step(page, 'Search knowledge').click()
  await canvas().focus()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect.poll(() => steps().count()).toBe(4)
  await page.keyboard.press('Control+z')
  await expect.poll(() => steps().count()).toBe(3)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => steps().count()).toBe(4)
  await page.keyboard.press('Delete')
  await expect.poll(() => steps().count()).toBe(3)

  await page.keyboard.press('Control+a')
  await page.getByRole('toolbar', { name: '3 steps chosen' }).waitFor()
  await session.now.picture('build-chosen')
  await page.keyboard.press('Delete')
  await expect.poll(() => steps().count()).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect.poll(() => steps().count()).toBe(3)
  expect(await wires().count()).toBe(3)
})

test('work survives a crash', async () => {
  const { page } = session.now
  await step(page, 'Question').click()
  await page.getByLabel('Name of this step').fill('What the member asks')
  await saved()
  await session.now.crash()
  await openAssistant(page, 'Garden helper')
  await step(page, 'What the member asks').waitFor()
  expect(await wires().count()).toBe(3)
  const turn = await ask(page, 'What is the yearly fee for a half plot?')
  expect(await turn.innerText()).toMatch(/46 euros/)
})

test('an assistant is renamed, saved as a file, opened again and deleted', async () => {
  const { page } = session.now
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Save as a file…' }).click()
  const file = await (await download).path()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename the assistant' })
  await dialog.getByLabel('Name').fill('Garden helper 2027')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await main(page).getByRole('heading', { level: 1, name: 'Garden helper 2027' }).waitFor()

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await main(page).getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await page.locator('input[type=file]').setInputFiles(file)
  await main(page).getByRole('heading', { level: 1, name: 'Garden helper' }).waitFor()
  await expect.poll(() => steps().count()).toBe(3)
})

test('nothing was logged as an error', () => {
  expect(session.now.problems).toEqual([])
})
