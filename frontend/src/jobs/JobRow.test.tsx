import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { api } from '@/bridge'
import { words } from '@/text/jobs'
import { draw } from '@/test/render'
import { job } from './fixture'
import { JobRow } from './JobRow'

const title = job().title

describe('a job in the tray', () => {
  it('shows how far it is and stops', async () => {
    const cancel = vi.spyOn(api.jobs, 'cancel').mockResolvedValue(undefined)
    draw(<ul><JobRow job={job({ left: 18, note: '/home/mara/Leave.pdf' })} /></ul>)
    expect(screen.getByRole('progressbar', { name: words.progress(title) })).toHaveAttribute('aria-valuenow', '25')
    expect(screen.getByText('3 of 12 files · about 20 seconds left')).toBeInTheDocument()
    expect(screen.getByText('Leave.pdf')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: words.cancelOf(title) }))
    expect(cancel).toHaveBeenCalledWith('job_1')
  })

  it('continues one that was interrupted', async () => {
    const resume = vi.spyOn(api.jobs, 'resume').mockResolvedValue(job())
    draw(<ul><JobRow job={job({ status: 'interrupted' })} /></ul>)
    await userEvent.click(screen.getByRole('button', { name: words.resumeOf(title) }))
    expect(resume).toHaveBeenCalledWith('job_1')
  })

  it('says why it failed and what to do', () => {
    draw(<ul><JobRow job={job({ status: 'failed', error: { code: 'too_large', message: 'The disk is full.', hint: 'Free some space.' } })} /></ul>)
    expect(screen.getByText('The disk is full. Free some space.')).toBeInTheDocument()
  })

  it('takes an ended one off the list, and offers nothing else', async () => {
    const dismiss = vi.spyOn(api.jobs, 'dismiss').mockResolvedValue(undefined)
    draw(<ul><JobRow job={job({ status: 'done' })} /></ul>)
    expect(screen.getAllByRole('button')).toHaveLength(1)
    await userEvent.click(screen.getByRole('button', { name: words.dismissOf(title) }))
    expect(dismiss).toHaveBeenCalledWith('job_1')
  })
})
