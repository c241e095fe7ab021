import { Button } from '@mantine/core'
import { ReactFlowProvider } from '@xyflow/react'
import { FileQuestion } from 'lucide-react'
import { useFlow } from '@/stores/flow'
import { navigate, path } from '@/stores/route'
import { build } from '@/text/build'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Bottom } from './Bottom'
import { BuildHead } from './BuildHead'
import css from './build.module.css'
import { Canvas } from '@/canvas/Canvas'
import { Conflict } from './Conflict'
import { Sides } from './Sides'
import { useAssistant } from './useAssistant'

function Missing() {
  return (
    <EmptyState
      picture={<FileQuestion size={28} />}
      title={build.missingTitle}
      action={<Button variant="filled" onClick={() => navigate(path.home())}>{build.goHome}</Button>}
    >
      {build.missingText}
    </EmptyState>
  )
}

/** The screen on which an assistant is built and tried. */
export default function BuildScreen({ flowId }: { flowId: string }) {
  const { error, retry } = useAssistant(flowId)
  const loaded = useFlow((s) => s.id === flowId)
  if (error?.code === 'not_found') return <Missing />
  if (error) return <div className={css.pad}><ErrorNote error={error} retry={retry} /></div>
  return (
    <ReactFlowProvider>
      <div className={css.screen}>
        <BuildHead />
        <div className={css.work}>
          <div className={css.left}>
            <Conflict />
            {loaded ? <Canvas /> : <div className={css.blank} />}
            <Bottom />
          </div>
          <Sides flowId={flowId} />
        </div>
      </div>
    </ReactFlowProvider>
  )
}
