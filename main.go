// Greenlight is a desktop application in which people build assistants from language models
// and their own documents, and take them responsibly to production.
package main

import (
	"embed"
	"os"

	"greenlight/app"
)

//go:embed all:frontend/dist
var assets embed.FS

func main() { os.Exit(app.Run(assets, os.Args[1:])) }
