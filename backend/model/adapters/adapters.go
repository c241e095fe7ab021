// Package adapters lists the provider types. A new one is a package of its own and one line
// here.
package adapters

import (
	"greenlight/backend/model"
	"greenlight/backend/model/builtin"
	"greenlight/backend/model/ollama"
	"greenlight/backend/model/openai"
)

// All gives every provider type.
func All() model.Types {
	return model.NewTypes(
		builtin.Type(),
		ollama.Type(),
		openai.Type(),
	)
}
