import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import type { Citation } from '@/bridge'
import { newView, type RunView } from '@/stores/runReducer'
import { ask } from '@/text/ask'
import { draw } from '@/test/render'
import { Turn } from './Turn'

const citation: Citation = { marker: 1, text: 'Up to five days.', knowledgeId: 'k', document: 'd', path: 'p', title: 'Leave policy', page: 4, start: 0, end: 16 }
const asked = newView('r', 'f', { question: 'How many?' })
const done: RunView = {
  ...asked, status: 'done', answered: true, citations: [citation],
  outputs: { answer: { type: 'answer', text: '**Five** days. [1]', citations: [citation], answered: true } },
}
const turn = (view: RunView, open = vi.fn()) => draw(<Turn view={view} results={new Set(['a'])} open={open} />)

it('opens the source from its mark in the answer and from the list', async () => {
  const open = vi.fn()
  turn(done, open)
  await userEvent.click(screen.getByRole('button', { name: `${ask.source(1)}: ${ask.openSource('Leave policy', 'page 4')}` }))
  await userEvent.click(screen.getByRole('button', { name: /Up to five days/ }))
  expect(open.mock.calls).toEqual([[citation], [citation]])
  expect(screen.getByText('Five').tagName).toBe('STRONG')
})

it('shows only the text of the step whose text is the answer while it is written', () => {
  turn({ ...asked, streams: { other: 'thinking aloud', a: 'Five da' } })
  expect(screen.getByText(/Five da/)).toBeInTheDocument()
  expect(screen.queryByText(/thinking/)).not.toBeInTheDocument()
})

it('says what failed and what to do', () => {
  turn({ ...asked, status: 'failed', error: { code: 'unavailable', message: 'Ollama does not answer.', hint: 'Start it.', path: 'Answer' } })
  expect(screen.getByRole('alert')).toHaveTextContent('Ollama does not answer.Start it.at “Answer”')
})

it('says so when no source supports an answer', () => {
  turn({ ...done, answered: false, citations: [], outputs: { answer: { type: 'answer', text: 'I found nothing.' } } })
  expect(screen.getByText(ask.unsupported)).toBeInTheDocument()
})

it('never takes text of a model for HTML', () => {
  turn({ ...done, outputs: { answer: { type: 'answer', text: '<img src=x onerror=alert(1)> & <b>bold</b>' } } })
  expect(document.querySelector('img')).toBeNull()
  expect(screen.getByText(/<img src=x/)).toBeInTheDocument()
})
