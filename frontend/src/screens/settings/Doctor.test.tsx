import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { api } from '@/bridge'
import { doctor as words } from '@/text/settings'
import { draw } from '@/test/render'
import { Doctor } from './Doctor'

it('names each finding with its state, gives hints only where something is to do, and looks again', async () => {
  const look = vi.spyOn(api.settings, 'doctor').mockResolvedValue([
    { name: 'a', title: 'Workspace', status: 'ok', detail: 'It is whole.', hint: 'Never shown.' },
    { name: 'b', title: 'Ollama', status: 'missing', detail: 'Not installed.', hint: 'Get it.' },
  ])
  draw(<Doctor />)
  expect(await screen.findByText('It is whole.')).toBeInTheDocument()
  expect(screen.getByLabelText(words.states.ok)).toBeInTheDocument()
  expect(screen.getByLabelText(words.states.missing)).toBeInTheDocument()
  expect(screen.getByText('Get it.')).toBeInTheDocument()
  expect(screen.queryByText('Never shown.')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: words.again }))
  expect(look).toHaveBeenCalledTimes(2)
})
