package app

import (
	"io/fs"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"

	"greenlight/backend/domain"
)

// Run opens the program and gives its exit status.
func Run(assets fs.FS, args []string) int {
	a := &App{}
	err := wails.Run(&options.App{
		Title: "Greenlight", Width: 1280, Height: 800, MinWidth: 960, MinHeight: 600,
		AssetServer:    &assetserver.Options{Assets: assets},
		Bind:           a.Bound(),
		ErrorFormatter: func(err error) any { return domain.AsError(err) },
	})
	if err != nil {
		return 1
	}
	return 0
}
