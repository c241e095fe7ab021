import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { canvas } from '@/text/canvas'
import { spec } from '@/test/fixtures'
import { draw } from '@/test/render'
import { matching, StepList } from './StepList'

const kinds = [
  spec('search', { title: 'Search knowledge', group: 'Documents', keywords: ['rag'] }),
  spec('prompt', { title: 'Prompt', group: 'Model', keywords: ['llm'], help: 'Asks a model to search for words.' }),
  spec('text', { title: 'Text', group: 'Text' }),
]

it('finds by title, by keyword and by what a step does, titles first', () => {
  expect(matching(kinds, 'SEARCH').map((k) => k.kind)).toEqual(['search', 'prompt'])
  expect(matching(kinds, ' llm ').map((k) => k.kind)).toEqual(['prompt'])
  expect(matching(kinds, '')).toEqual(kinds)
})

it('is worked with the keyboard alone', async () => {
  const choose = vi.fn()
  draw(<StepList kinds={kinds} choose={choose} focus />)
  const field = screen.getByRole('combobox', { name: canvas.searchSteps })
  expect(field).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(choose).toHaveBeenCalledWith(kinds[1])
  await userEvent.keyboard('tex{Enter}')
  expect(choose).toHaveBeenLastCalledWith(kinds[2])
  await userEvent.keyboard('nothing like it')
  expect(screen.getByText(canvas.noStep('nothing like it'))).toBeInTheDocument()
})
