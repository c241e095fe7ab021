import { api } from '@/bridge'
import { flush } from '@/stores/autosave'
import { unload, useFlow } from '@/stores/flow'
import { useOpenFlows } from '@/stores/openFlows'
import { navigate, path } from '@/stores/route'
import { build } from '@/text/build'
import { download } from '@/ui/download'
import { done, failed } from '@/ui/toast'

/** Makes a copy and opens it. */
export async function duplicateAssistant(id: string): Promise<void> {
  try {
    await flush()
    const copy = await api.flows.duplicate(id)
    done(build.duplicated(copy.name))
    navigate(path.build(copy.id))
  } catch (cause) {
    failed(cause)
  }
}

/** Gives the assistant as a file. */
export async function exportAssistant(id: string, name: string): Promise<void> {
  try {
    await flush()
    download(`${name.replace(/[\\/:*?"<>|]/g, ' ').trim()}.greenlight`, await api.flows.export(id))
  } catch (cause) {
    failed(cause)
  }
}

/** Removes the assistant and leaves it when it is open. */
export async function deleteAssistant(id: string, name: string): Promise<void> {
  try {
    if (useFlow.getState().id === id) unload()
    await api.flows.delete(id)
    useOpenFlows.getState().close(id)
    navigate(path.home())
    done(build.deleted(name))
  } catch (cause) {
    failed(cause)
  }
}
