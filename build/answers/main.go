// Command answers measures the built-in answerer over the SQuAD articles in the folder that
// GREENLIGHT_DATA names, and with -learn finds the weights anew. See build/measure-answers.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

var kept func(*squad)
var errs = flag.Int("errors", 0, "show this many")

var ask = flag.String("ask", "", "")

func main() {
	learn := flag.Bool("learn", false, "learn the weights from the articles that are not held out, and print them")
	flag.Parse()
	if err := run(os.Getenv("GREENLIGHT_DATA"), *learn); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string, learn bool) error {
	if *ask != "" {
		b, err := os.ReadFile(*ask)
		if err != nil {
			return err
		}
		return askPolicies("backend/sample/source", strings.Split(strings.TrimSpace(string(b)), "\n"))
	}
	s, err := load(folder)
	if err != nil {
		return err
	}
	if learn {
		if err := relearn(s); err != nil {
			return err
		}
		if err := relearnSupport(s); err != nil {
			return err
		}
	}
	if *errs == -1 {
		kept(s)
		return nil
	}
	if *errs > 0 {
		showErrors(s, *errs)
	}
	measureDeclining(s)
	measureChoice(s)
	return nil
}
