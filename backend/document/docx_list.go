package document

import (
	"strconv"
	"strings"
)

// wordNumbering holds the numbered and bulleted lists, whose markers Word does not store but
// counts when it shows a file.
type wordNumbering struct {
	lists    map[string]wordList // by numId
	counters map[string]*[9]int  // by abstract list
}

type wordList struct {
	abstract string
	levels   [9]wordLevel
}

type wordLevel struct {
	format string // decimal, lowerLetter, bullet, …
	text   string // "%1.%2"
	start  int
}

func readWordNumbering(p *pack, part string) (wordNumbering, error) {
	out := wordNumbering{lists: map[string]wordList{}, counters: map[string]*[9]int{}}
	data, err := p.read(part)
	if err != nil || data == nil {
		return out, err
	}
	root, err := parseXML(p.ctx, data)
	if err != nil {
		return out, err
	}
	abstract := map[string][9]wordLevel{}
	for _, a := range root.find("abstractNum") {
		var levels [9]wordLevel
		for _, l := range a.find("lvl") {
			if i, ok := levelIndex(l.attr("ilvl")); ok {
				levels[i] = readLevel(l)
			}
		}
		abstract[a.attr("abstractNumId")] = levels
	}
	for _, n := range root.find("num") {
		id := n.child("abstractNumId").attr("val")
		list := wordList{abstract: id, levels: abstract[id]}
		for _, o := range n.find("lvlOverride") {
			i, ok := levelIndex(o.attr("ilvl"))
			if !ok {
				continue
			}
			if l := o.child("lvl"); l.name != "" {
				list.levels[i] = readLevel(l)
			}
			if start, err := strconv.Atoi(o.child("startOverride").attr("val")); err == nil {
				list.levels[i].start = start
				list.abstract = "num" + n.attr("numId") // counts by itself
			}
		}
		out.lists[n.attr("numId")] = list
	}
	return out, nil
}

func levelIndex(v string) (int, bool) {
	i, err := strconv.Atoi(v)
	return i, err == nil && i >= 0 && i < 9
}

func readLevel(l *element) wordLevel {
	start, err := strconv.Atoi(l.child("start").attr("val"))
	if err != nil {
		start = 1
	}
	return wordLevel{format: l.child("numFmt").attr("val"), text: l.child("lvlText").attr("val"), start: start}
}

// marker gives the marker of a paragraph in a list, and whether it is in one. It counts.
func (w *wordFile) marker(props *element, style wordStyle) (string, bool) {
	num := props.child("numPr")
	id, level := num.child("numId").attr("val"), num.child("ilvl").attr("val")
	if id == "" {
		id = style.numID
	}
	if level == "" {
		level = style.level
	}
	list, ok := w.numbering.lists[id]
	if id == "" || id == "0" || !ok {
		return "", false
	}
	i, _ := levelIndex(level)
	counter := w.numbering.counters[list.abstract]
	if counter == nil {
		counter = &[9]int{}
		for j := range counter {
			counter[j] = list.levels[j].start - 1
		}
		w.numbering.counters[list.abstract] = counter
	}
	counter[i]++
	for j := i + 1; j < 9; j++ {
		counter[j] = list.levels[j].start - 1
	}
	switch list.levels[i].format {
	case "bullet":
		return "•", true
	case "none", "":
		return "", true
	}
	return oneLine(list.label(i, counter)), true
}

// label writes a number as its pattern says, for example "2.1".
func (l wordList) label(i int, counter *[9]int) string {
	s := l.levels[i].text
	for j := range i + 1 {
		n := counter[j]
		if j < i && n < l.levels[j].start {
			n = l.levels[j].start // a level above that was never shown
		}
		s = strings.ReplaceAll(s, "%"+strconv.Itoa(j+1), formatNumber(l.levels[j].format, n))
	}
	return s
}

func formatNumber(format string, n int) string {
	switch format {
	case "lowerLetter":
		return letters(n)
	case "upperLetter":
		return strings.ToUpper(letters(n))
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// letters counts a, b, … z, aa, bb, as Word does.
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}
