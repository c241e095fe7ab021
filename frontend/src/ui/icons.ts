// The icons that a kind of step, a template or a check may name. Only these travel with the
// program; an unknown name shows the general sign of a step.
import {
  AlarmClock, ArrowRightLeft, Bell, BookOpen, BookOpenCheck, Bot, Box, Boxes, Braces, Calculator, Calendar, Check, CircleHelp,
  ClipboardList, Clock, Cloud, Code, Combine, Copy, Cpu, Database, File, FileInput, FileJson, FileOutput, FilePlus, FileQuestion,
  FileSearch, FileText, Files, Filter, Flag, Folder, Gauge, GitBranch, GitFork, GitMerge, Globe, Hand, Hash, Heading, Image,
  Inbox, Languages, Layers, Library, Link, List, ListChecks, ListFilter, ListOrdered, Lock, LogIn, LogOut, Mail, Merge,
  MessageCircle, MessageCircleQuestion, MessageSquare, MessageSquareQuote, MessageSquareText, MessagesSquare, Network, NotebookPen,
  PackageOpen, Pause, Pencil, PenLine, Play, Plug, Puzzle, Quote, Repeat, Route, Rows3, Scale, ScanText, Scissors, Search, Send,
  Settings, Shield, ShieldCheck, Shuffle, Sigma, SlidersHorizontal, SpellCheck, Split, SquareCheck, SquareDashed, SquareStack, Star,
  StickyNote, Table, Tag, Tags, Target, TextCursorInput, TextQuote, TextSearch, Timer, ToggleLeft, Type, User, UserCheck, UserRound,
  Users, Variable, WandSparkles, Webhook, Workflow, Wrench, Zap, Sparkles, type LucideIcon,
} from 'lucide-react'

const icons: Record<string, LucideIcon> = {
  AlarmClock, ArrowRightLeft, Bell, BookOpen, BookOpenCheck, Bot, Box, Boxes, Braces, Calculator, Calendar, Check, CircleHelp,
  ClipboardList, Clock, Cloud, Code, Combine, Copy, Cpu, Database, File, FileInput, FileJson, FileOutput, FilePlus, FileQuestion,
  FileSearch, FileText, Files, Filter, Flag, Folder, Gauge, GitBranch, GitFork, GitMerge, Globe, Hand, Hash, Heading, Image,
  Inbox, Languages, Layers, Library, Link, List, ListChecks, ListFilter, ListOrdered, Lock, LogIn, LogOut, Mail, Merge,
  MessageCircle, MessageCircleQuestion, MessageSquare, MessageSquareQuote, MessageSquareText, MessagesSquare, Network, NotebookPen,
  PackageOpen, Pause, Pencil, PenLine, Play, Plug, Puzzle, Quote, Repeat, Route, Rows3, Scale, ScanText, Scissors, Search, Send,
  Settings, Shield, ShieldCheck, Shuffle, Sigma, SlidersHorizontal, SpellCheck, Split, SquareCheck, SquareDashed, SquareStack, Star,
  StickyNote, Table, Tag, Tags, Target, TextCursorInput, TextQuote, TextSearch, Timer, ToggleLeft, Type, User, UserCheck, UserRound,
  Users, Variable, WandSparkles, Webhook, Workflow, Wrench, Zap, Sparkles,
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

const byName = new Map(Object.entries(icons).map(([name, icon]) => [plain(name), icon]))

export const iconNamed = (name: string): LucideIcon => byName.get(plain(name)) ?? Workflow
