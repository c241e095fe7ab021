package model

// Preset is a known service, offered when a person adds a connection.
type Preset struct {
	ID       string
	Title    string
	Type     string // name of the provider type
	Address  string // base address, or a pattern to complete
	NeedsKey bool
	Local    bool
	Help     string
	KeyHelp  string // where a person finds the key
}

// Presets gives the known services, those on this computer first.
func Presets() []Preset {
	return []Preset{
		{ID: "ollama", Title: "Ollama", Type: "ollama", Address: "http://127.0.0.1:11434", Local: true,
			Help: "Free models on this computer. Nothing leaves it."},
		{ID: "lmstudio", Title: "LM Studio", Type: "openai", Address: "http://127.0.0.1:1234/v1", Local: true,
			Help: "Models in LM Studio on this computer. Switch its local server on first (Developer tab)."},
		{ID: "llamacpp", Title: "llama.cpp", Type: "openai", Address: "http://127.0.0.1:8080/v1", Local: true,
			Help: "A model that llama-server runs on this computer."},
		{ID: "localai", Title: "LocalAI", Type: "openai", Address: "http://127.0.0.1:8080/v1", Local: true,
			Help: "Models in LocalAI on this computer."},
		{ID: "vllm", Title: "vLLM", Type: "openai", Address: "http://127.0.0.1:8000/v1", Local: true,
			Help:    "A model that vLLM runs, on this computer or on a server of your company: put its address here.",
			KeyHelp: "Only when the server was started with a key."},
		{ID: "openai", Title: "OpenAI", Type: "openai", Address: "https://api.openai.com/v1", NeedsKey: true,
			Help:    "Your questions and the passages found for them are sent to OpenAI.",
			KeyHelp: "platform.openai.com, then Settings, then API keys."},
		{ID: "azure", Title: "Azure OpenAI", Type: "openai", Address: "https://YOUR-RESOURCE.openai.azure.com", NeedsKey: true,
			Help:    "OpenAI models in your company's Azure. A model is called by the name of its deployment.",
			KeyHelp: "portal.azure.com, your Azure OpenAI resource, Keys and Endpoint."},
		{ID: "mistral", Title: "Mistral", Type: "openai", Address: "https://api.mistral.ai/v1", NeedsKey: true,
			Help:    "Models of Mistral AI, in Europe.",
			KeyHelp: "console.mistral.ai, then API keys."},
		{ID: "groq", Title: "Groq", Type: "openai", Address: "https://api.groq.com/openai/v1", NeedsKey: true,
			Help:    "Open models, answered very fast.",
			KeyHelp: "console.groq.com, then API Keys."},
		{ID: "openrouter", Title: "OpenRouter", Type: "openai", Address: "https://openrouter.ai/api/v1", NeedsKey: true,
			Help:    "Models of many makers through one account. Each maker sees what is sent to its model.",
			KeyHelp: "openrouter.ai, then Keys."},
		{ID: "together", Title: "Together AI", Type: "openai", Address: "https://api.together.xyz/v1", NeedsKey: true,
			Help:    "Open models, hosted.",
			KeyHelp: "api.together.ai, then Settings, then API Keys."},
		{ID: "deepseek", Title: "DeepSeek", Type: "openai", Address: "https://api.deepseek.com/v1", NeedsKey: true,
			Help:    "Models of DeepSeek, hosted in China.",
			KeyHelp: "platform.deepseek.com, then API keys."},
		{ID: "other", Title: "Another service", Type: "openai", Address: "",
			Help:    "Any service that speaks the OpenAI protocol. Ask it for its base address; most end in /v1.",
			KeyHelp: "Ask whoever runs the service."},
	}
}

// FindPreset gives a preset by its id.
func FindPreset(id string) (Preset, bool) {
	for _, p := range Presets() {
		if p.ID == id {
			return p, true
		}
	}
	return Preset{}, false
}
