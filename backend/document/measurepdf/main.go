// Command measurepdf compares the words that Greenlight reads from PDF files with those of
// pdftotext, and the speed of the engines. Arguments are files and folders; run it by
// build/measure-pdf.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"greenlight/backend/document"
	"greenlight/backend/domain"
)

func main() {
	document.RunWorkerIfAsked()
	password := flag.String("password", "openpassword", "tried on encrypted files")
	all := flag.Bool("all", false, "print every file")
	second := flag.Bool("second", true, "measure the second reader too")
	flag.Parse()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		fmt.Fprintln(os.Stderr, "pdftotext is missing: install poppler-utils")
		os.Exit(1)
	}
	files := find(flag.Args())
	if len(files) == 0 {
		fmt.Fprintln(os.Stderr, "no PDF files found")
		os.Exit(1)
	}
	results := measure(files, *password)
	report(results, *all)
	if *second {
		reportSecond(files)
	}
}

// find gives the PDF files among the arguments and below their folders, sorted.
func find(args []string) []string {
	var out []string
	for _, arg := range args {
		// A folder that cannot be read holds nothing to measure.
		_ = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.EqualFold(filepath.Ext(path), ".pdf") {
				out = append(out, path)
			}
			return nil
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// result is what was measured on one file.
type result struct {
	file              string
	err               error
	pages, truePages  int
	words, reference  int
	recall, precision float64
	warnings          []string
	hasText           bool
	elapsed           time.Duration
}

func measure(files []string, password string) []result {
	reader := document.NewReader(document.ReaderOptions{Workers: 1})
	defer reader.Close()
	// The first read compiles the engine; it belongs to no file.
	_, _ = reader.Read(context.Background(), document.Source{Name: "x.pdf", Data: []byte("%PDF-1.4")}, document.Options{})
	var out []result
	for _, file := range files {
		out = append(out, one(reader, file, password))
	}
	return out
}

func one(reader *document.Reader, file, password string) result {
	r := result{file: file}
	data, err := os.ReadFile(file)
	if err != nil {
		r.err = err
		return r
	}
	started := time.Now()
	src := document.Source{Name: filepath.Base(file), Data: data}
	ex, err := reader.Read(context.Background(), src, document.Options{})
	opts := []string{}
	if domain.IsCode(err, domain.CodePassword) {
		opts = []string{"-upw", password}
		started = time.Now()
		ex, err = reader.Read(context.Background(), src, document.Options{Password: password})
	}
	r.elapsed = time.Since(started)
	if r.err = err; err != nil {
		return r
	}
	for _, w := range ex.Warnings {
		if !slices.Contains(r.warnings, w.Code) {
			r.warnings = append(r.warnings, w.Code)
		}
	}
	reference, pages := pdftotext(file, opts)
	want, got := words(reference), words(ex.Text)
	r.pages, r.truePages = len(ex.Pages), pages
	r.words, r.reference = total(got), total(want)
	r.hasText = r.reference > 0
	common := shared(got, want)
	r.recall, r.precision = share(common, r.reference), share(common, r.words)
	return r
}

// pdftotext gives the text and the number of pages, which it ends with form feeds.
func pdftotext(file string, opts []string) (string, int) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, "pdftotext", append(opts, "-enc", "UTF-8", file, "-")...).Output()
	if err != nil {
		return "", 0
	}
	return string(out), strings.Count(string(out), "\f")
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

func report(results []result, all bool) {
	var recalls, precisions []float64
	pages, elapsed, low, silent, failed, wrongPages := 0, time.Duration(0), 0, 0, 0, 0
	for _, r := range results {
		if r.err != nil {
			failed++
			fmt.Printf("not read   %s: %s (%s)\n", r.file, domain.AsError(r.err).Message, domain.ErrorCode(r.err))
			continue
		}
		pages += r.pages
		elapsed += r.elapsed
		if r.truePages > 0 && r.pages != r.truePages {
			wrongPages++
			fmt.Printf("pages      %s: %d, pdftotext says %d\n", r.file, r.pages, r.truePages)
		}
		if !r.hasText {
			continue
		}
		recalls, precisions = append(recalls, r.recall), append(precisions, r.precision)
		if r.recall < .9 || all {
			low += below(r.recall)
			mark := ""
			if r.recall < .9 && len(r.warnings) == 0 {
				silent++
				mark = "  <- no warning"
			}
			fmt.Printf("%.3f %.3f  %s (%d of %d words, %v)%s\n", r.recall, r.precision, r.file, r.words, r.reference, r.warnings, mark)
		}
	}
	fmt.Printf("\n%d files, %d with text, %d not read, %d with another number of pages\n", len(results), len(recalls), failed, wrongPages)
	fmt.Printf("recall of words:    median %.3f, mean %.3f; below .9: %d, of these without a warning: %d\n", median(recalls), mean(recalls), low, silent)
	fmt.Printf("precision of words: median %.3f, mean %.3f\n", median(precisions), mean(precisions))
	fmt.Printf("main engine (PDFium, in a child process): %d pages in %.1f s, %.0f pages a second\n", pages, elapsed.Seconds(), float64(pages)/max(elapsed.Seconds(), 1e-9))
}

func below(recall float64) int {
	if recall < .9 {
		return 1
	}
	return 0
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / max(float64(len(v)), 1)
}
