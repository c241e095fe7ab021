import { Button } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { asAppError } from '@/bridge'
import { words } from '@/text/errors'
import css from './ui.module.css'

interface Props {
  error: unknown
  retry?: () => void
}

/** What failed, in place of the thing that failed, with what to do next. */
export function ErrorNote({ error, retry }: Props) {
  const { message, hint } = asAppError(error)
  return (
    <div className={css.error} role="alert">
      <TriangleAlert size={18} aria-hidden />
      <div className={css.errorText}>
        <strong>{message}</strong>
        {hint && <span>{hint}</span>}
      </div>
      {retry && <Button onClick={retry}>{words.tryAgain}</Button>}
    </div>
  )
}
