package workspace

import (
	"path/filepath"

	"github.com/adrg/xdg"
)

// Names within a workspace's folder.
const (
	FileName   = "greenlight.db"
	uploadsDir = "uploads"
	logsDir    = "logs"
)

// DefaultFolder is where the workspace of this person lies when they name no other.
func DefaultFolder() string { return filepath.Join(xdg.DataHome, "greenlight") }

// cacheFolder is where things lie that can be made anew.
func cacheFolder() string { return filepath.Join(xdg.CacheHome, "greenlight") }
