import { Button, Group } from '@mantine/core'
import { CloudAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { navigate, path } from '@/stores/route'
import { words } from '@/text/errors'
import { EmptyState } from '@/ui/EmptyState'

/** Keeps a broken screen from taking the whole window down. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  private readonly again = () => this.setState({ broken: false })

  private readonly home = () => {
    this.again()
    navigate(path.home())
  }

  override render() {
    if (!this.state.broken) return this.props.children
    const buttons = (
      <Group>
        <Button variant="filled" onClick={this.again}>{words.showAgain}</Button>
        <Button onClick={this.home}>{words.goHome}</Button>
      </Group>
    )
    return (
      <EmptyState picture={<CloudAlert size={28} />} title={words.screenBroke} action={buttons}>
        {words.screenBrokeHint}
      </EmptyState>
    )
  }
}
