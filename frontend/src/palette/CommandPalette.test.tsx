import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { api, type Document, type FlowSummary, type KnowledgeBase } from '@/bridge'
import { words } from '@/text/palette'
import { draw } from '@/test/render'
import { CommandPalette } from './CommandPalette'

const documents = vi.spyOn(api.knowledge, 'documents')

beforeEach(() => {
  vi.spyOn(api.flows, 'list').mockResolvedValue([{ id: 'flow_1', name: 'HR policy helper', description: '' } as FlowSummary])
  vi.spyOn(api.knowledge, 'list').mockResolvedValue([{ id: 'kb_1', name: 'Company policies', description: '' } as KnowledgeBase])
  documents.mockReset().mockResolvedValue([{ id: 'doc_1', knowledgeId: 'kb_1', title: 'Parental leave', path: 'hr/Parental leave.docx' } as Document])
  window.location.hash = ''
})

const open = async () => {
  draw(<CommandPalette />)
  await userEvent.keyboard('{Control>}k{/Control}')
  return screen.findByRole('combobox', { name: words.label })
}

describe('the command palette', () => {
  it('opens with the keyboard, finds by letters and goes there with Enter', async () => {
    await userEvent.type(await open(), 'hph')
    expect(await screen.findByRole('option', { name: /HR policy helper/ })).toBeInTheDocument()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(window.location.hash).toBe('#/build/flow_1'))
  })

  it('reads the documents only when somebody looks for one', async () => {
    const field = await open()
    expect(documents).not.toHaveBeenCalled()
    await userEvent.type(field, 'parental')
    await userEvent.click(await screen.findByText('hr/Parental leave.docx'))
    await waitFor(() => expect(window.location.hash).toBe('#/knowledge/kb_1/doc_1'))
  })

  it('says when nothing fits', async () => {
    await userEvent.type(await open(), 'zzzz')
    expect(await screen.findByText(words.nothing('zzzz'))).toBeInTheDocument()
  })
})
