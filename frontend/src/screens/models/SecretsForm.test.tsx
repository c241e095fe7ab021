import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { api, AppError } from '@/bridge'
import { secrets as words } from '@/text/models'
import { draw } from '@/test/render'
import { SecretsForm } from './SecretsForm'

const unlock = vi.spyOn(api.models, 'unlockSecrets')

describe('the key file', () => {
  it('wants a new passphrase twice and not short', async () => {
    unlock.mockReset().mockResolvedValue({ store: 'file', locked: false, message: '' })
    draw(<SecretsForm state={{ store: 'none', locked: false, message: '' }} />)
    const make = screen.getByRole('button', { name: words.create })
    await userEvent.type(screen.getByLabelText(words.passphrase), 'short')
    expect(screen.getByText(words.short)).toBeInTheDocument()
    await userEvent.type(screen.getByLabelText(words.passphrase), ' no more')
    await userEvent.type(screen.getByLabelText(words.repeat), 'other')
    expect(screen.getByText(words.differ)).toBeInTheDocument()
    expect(make).toBeDisabled()
    await userEvent.clear(screen.getByLabelText(words.repeat))
    await userEvent.type(screen.getByLabelText(words.repeat), 'short no more')
    await userEvent.click(make)
    expect(unlock).toHaveBeenCalledWith('short no more')
  })

  it('says when the passphrase is wrong, and asks only once for an old file', async () => {
    unlock.mockReset().mockRejectedValue(new AppError('refused', 'The passphrase is wrong.'))
    draw(<SecretsForm state={{ store: 'file', locked: true, message: '' }} />)
    expect(screen.queryByLabelText(words.repeat)).toBeNull()
    await userEvent.type(screen.getByLabelText(words.passphrase), 'x{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('The passphrase is wrong.')
  })
})
