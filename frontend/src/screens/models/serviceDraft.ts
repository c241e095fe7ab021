import type { Provider, ProviderDraft } from '@/bridge'
import { service as words } from '@/text/models'

export type Faults = Partial<Record<'name' | 'address' | 'key', string>>

/** What a connection form begins with. */
export function firstDraft(provider: Provider | undefined): ProviderDraft {
  return { name: provider?.name ?? '', preset: provider?.preset ?? '', address: provider?.address ?? '', key: '' }
}

/** What is wrong with a connection, by field; empty when nothing is. */
export function faultsOf(draft: ProviderDraft): Faults {
  const faults: Faults = {}
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(draft.name)) faults.name = words.nameWrong
  if (/YOUR-|NAME\b/.test(draft.address)) faults.address = words.addressOpen
  else if (!/^https?:\/\/[^\s/]+/.test(draft.address.trim())) faults.address = words.addressMissing
  return faults
}

/** Whether an address is on this computer. */
export function isLoopback(address: string): boolean {
  try {
    const { hostname } = new URL(address)
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
  } catch {
    return false
  }
}
