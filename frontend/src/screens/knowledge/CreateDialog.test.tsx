import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { api, AppError, type KnowledgeBase } from '@/bridge'
import { form as words, sensitivities } from '@/text/knowledge'
import { draw } from '@/test/render'
import { CreateDialog } from './CreateDialog'

const close = vi.fn()
const create = vi.spyOn(api.knowledge, 'create')

beforeEach(() => {
  close.mockReset()
  create.mockReset()
  vi.spyOn(api.models, 'list').mockResolvedValue([])
  window.location.hash = ''
})

describe('making knowledge', () => {
  it('asks for a name at the field', async () => {
    draw(<CreateDialog onClose={close} />)
    await userEvent.click(screen.getByRole('button', { name: words.createAction }))
    expect(screen.getByText(words.nameMissing)).toBeInTheDocument()
    expect(create).not.toHaveBeenCalled()
  })

  it('creates what was chosen and opens it', async () => {
    create.mockResolvedValue({ id: 'kb_7' } as KnowledgeBase)
    draw(<CreateDialog onClose={close} />)
    await userEvent.type(screen.getByRole('textbox', { name: words.name }), '  Board papers ')
    await userEvent.click(screen.getByRole('radio', { name: new RegExp(sensitivities.confidential.label) }))
    await userEvent.click(screen.getByRole('button', { name: words.createAction }))
    expect(create).toHaveBeenCalledWith(expect.objectContaining({ name: 'Board papers', sensitivity: 'confidential', chunking: { words: 220, overlap: 40 } }))
    expect(close).toHaveBeenCalled()
    expect(window.location.hash).toBe('#/knowledge/kb_7')
  })

  it('puts a refused name at its field and keeps what was written', async () => {
    create.mockRejectedValue(new AppError('exists', 'There is already knowledge called “HR”.'))
    draw(<CreateDialog onClose={close} />)
    await userEvent.type(screen.getByRole('textbox', { name: words.name }), 'HR')
    await userEvent.click(screen.getByRole('button', { name: words.createAction }))
    expect(await screen.findByText('There is already knowledge called “HR”.')).toBeInTheDocument()
    expect(screen.getByRole('textbox', { name: words.name })).toHaveValue('HR')
    expect(close).not.toHaveBeenCalled()
  })
})
