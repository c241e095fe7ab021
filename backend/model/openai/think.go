package openai

import "strings"

// thinking parts a leading <think>…</think> block from an answer that arrives in stretches.
// Some servers leave the marks of reasoning models (DeepSeek R1, Qwen 3) in the text.
type thinking struct {
	state int
	held  string // text that may be part of a mark
}

const (
	thinkStart = iota // nothing but white space has come
	thinkInside
	thinkAfter // the block has ended; white space before the answer is dropped
	thinkDone
)

const openMark, closeMark = "<think>", "</think>"

// feed takes a stretch and gives what of it, and of what was held back, is answer and thought.
func (t *thinking) feed(s string) (text, thought string) {
	for {
		switch t.state {
		case thinkStart:
			t.held += s
			trimmed := strings.TrimLeft(t.held, " \t\r\n")
			if rest, ok := strings.CutPrefix(trimmed, openMark); ok {
				t.state, t.held, s = thinkInside, "", rest
				continue
			}
			if strings.HasPrefix(openMark, trimmed) {
				return text, thought // not decided yet
			}
			text, t.held, t.state = t.held, "", thinkDone
			return text, thought
		case thinkInside:
			t.held += s
			if before, after, ok := strings.Cut(t.held, closeMark); ok {
				thought += before
				t.state, t.held, s = thinkAfter, "", after
				continue
			}
			keep := partial(t.held, closeMark)
			thought += t.held[:len(t.held)-keep]
			t.held = t.held[len(t.held)-keep:]
			return text, thought
		case thinkAfter:
			if s = strings.TrimLeft(s, " \t\r\n"); s == "" {
				return text, thought
			}
			t.state = thinkDone
		default:
			return text + s, thought
		}
	}
}

// flush gives what is still held at the end.
func (t *thinking) flush() (text, thought string) {
	held := t.held
	t.held = ""
	if t.state == thinkInside {
		return "", held
	}
	return held, ""
}

// partial gives the length of the longest end of s that begins mark.
func partial(s, mark string) int {
	for n := min(len(mark)-1, len(s)); n > 0; n-- {
		if strings.HasSuffix(s, mark[:n]) {
			return n
		}
	}
	return 0
}
