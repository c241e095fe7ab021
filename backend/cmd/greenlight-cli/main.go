// Command greenlight-cli is Greenlight without a window, for scripts, continuous integration
// and servers. Its commands, JSON fields and exit statuses are a contract: fields may be
// added, those there are stay.
//
// Exit status: 0 done, 1 failed, 2 wrong usage or unreadable input, 3 refused by a rule.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"greenlight/backend/document"
)

func main() {
	document.RunWorkerIfAsked()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	p := &program{in: os.Stdin, out: os.Stdout, err: os.Stderr}
	os.Exit(p.run(ctx, os.Args[1:]))
}
