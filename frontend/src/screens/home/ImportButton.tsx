import { Button, FileButton, Tooltip } from '@mantine/core'
import { FolderOpen } from 'lucide-react'
import { api } from '@/bridge'
import { navigate, path } from '@/stores/route'
import { home } from '@/text/home'
import { done, failed } from '@/ui/toast'

async function take(file: File | null): Promise<void> {
  if (!file) return
  try {
    const flow = await api.flows.import(await file.text())
    done(home.imported(flow.name))
    navigate(path.build(flow.id))
  } catch (cause) {
    failed(cause)
  }
}

/** Makes an assistant from a file. */
export function ImportButton() {
  return (
    <FileButton accept=".greenlight,.json,application/json" onChange={(file) => void take(file)}>
      {(props) => (
        <Tooltip label={home.importHelp}>
          <Button {...props} leftSection={<FolderOpen size={15} />}>{home.import}</Button>
        </Tooltip>
      )}
    </FileButton>
  )
}
