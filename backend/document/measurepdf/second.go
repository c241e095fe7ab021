package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/ledongthuc/pdf"
)

// secondLimit is how long the second reader may take for a file before it counts as hanging.
const secondLimit = 10 * time.Second

const secondVariable = "GREENLIGHT_MEASURE_SECOND"

func init() {
	if file := os.Getenv(secondVariable); file != "" {
		readSecond(file)
		os.Exit(0)
	}
}

// readSecond reads a file with ledongthuc/pdf alone and prints pages and nanoseconds.
func readSecond(file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		os.Exit(1)
	}
	started := time.Now()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		os.Exit(1)
	}
	letters := 0
	for i := range r.NumPage() {
		if p := r.Page(i + 1); !p.V.IsNull() {
			letters += len(p.Content().Text)
		}
	}
	fmt.Println(r.NumPage(), time.Since(started).Nanoseconds(), letters)
}

// reportSecond runs the second reader on each file in a process of its own, since it may
// crash or hang.
func reportSecond(files []string) {
	self, err := os.Executable()
	if err != nil {
		return
	}
	pages, failed, elapsed := 0, 0, time.Duration(0)
	for _, file := range files {
		ctx, cancel := context.WithTimeout(context.Background(), secondLimit)
		cmd := exec.CommandContext(ctx, self)
		cmd.Env = append(os.Environ(), secondVariable+"="+file, "GOMEMLIMIT=1GiB")
		out, err := cmd.Output()
		cancel()
		f := strings.Fields(string(out))
		if err != nil || len(f) != 3 {
			failed++
			continue
		}
		n, err1 := strconv.Atoi(f[0])
		ns, err2 := strconv.ParseInt(f[1], 10, 64)
		if err1 == nil && err2 == nil {
			pages += n
			elapsed += time.Duration(ns)
		}
	}
	fmt.Printf("second engine (ledongthuc/pdf, glyphs):   %d pages in %.1f s, %.0f pages a second; failed or hung on %d files\n",
		pages, elapsed.Seconds(), float64(pages)/max(elapsed.Seconds(), 1e-9), failed)
}
