// Command answers measures the built-in answerer over the SQuAD articles in the folder that
// GREENLIGHT_DATA names, and with -learn finds the weights anew. See build/measure-answers.
package main

import (
	"flag"
	"fmt"
	"os"
)

var errs = flag.Int("errors", 0, "show this many")

func main() {
	learn := flag.Bool("learn", false, "learn the weights from the articles that are not held out, and print them")
	flag.Parse()
	if err := run(os.Getenv("GREENLIGHT_DATA"), *learn); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string, learn bool) error {
	s, err := load(folder)
	if err != nil {
		return err
	}
	if learn {
		if err := relearn(s); err != nil {
			return err
		}
	}
	if *errs > 0 {
		showErrors(s, *errs)
	}
	measureChoice(s)
	return nil
}
