// Command answers measures the built-in answerer over the SQuAD articles in the folder that
// GREENLIGHT_DATA names and over the sample documents, and with -learn finds its weights anew.
// Run it by build/measure-answers.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	learn := flag.Bool("learn", false, "find the weights anew, print them, and measure with them")
	show := flag.Bool("show", false, "print the questions over the sample documents that are not answered as they should be")
	flag.Parse()
	if err := run(os.Getenv("GREENLIGHT_DATA"), *learn, *show); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string, learn, show bool) error {
	s, err := load(folder)
	if err != nil {
		return err
	}
	s.search, err = newSearcher(context.Background(), s)
	if err != nil {
		return err
	}
	defer s.search.close()
	p := &policySet{search: s.search}
	if p.questions, err = policyQuestions("build/answers/policies.jsonl"); err != nil {
		return err
	}
	if learn {
		if err := errors.Join(relearn(s, p), relearnSupport(s, p)); err != nil {
			return err
		}
	}
	return errors.Join(measureChoice(s), measureDeclining(s), measurePolicies(p, show), measureOffTopic(s, p))
}
