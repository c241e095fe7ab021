package model_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"greenlight/backend/domain"
	"greenlight/backend/model"
	"greenlight/backend/model/modeltest"
	"greenlight/backend/model/openai"
)

func benchHub(b *testing.B) (*model.Hub, *modeltest.Server) {
	b.Helper()
	s := modeltest.NewServer(b)
	p, err := model.NewProvider("lab", "other", s.URL)
	if err != nil {
		b.Fatal(err)
	}
	c := &catalogue{providers: map[string]domain.Provider{"lab": p}, models: map[string]domain.Model{
		chatID: {ID: chatID, Provider: "lab", Name: modeltest.ChatModel, Kind: domain.ModelChat}}}
	h := model.New(model.Options{Store: c, Types: model.NewTypes(openai.Type())})
	b.Cleanup(h.Close)
	return h, s
}

// BenchmarkChat is what the Hub, the transport and the scripted server cost together.
func BenchmarkChat(b *testing.B) {
	h, s := benchHub(b)
	s.Answer(func(modeltest.Request) modeltest.Reply { return modeltest.Reply{Text: "one two three"} })
	for b.Loop() {
		if _, err := h.Chat(context.Background(), chatID, ask("hello"), nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkThousandCalls makes 1,000 calls to a service that takes 100 ms, 16 at once; 6.25 s
// would be ideal. Run it with -benchtime 1x.
func BenchmarkThousandCalls(b *testing.B) {
	h, s := benchHub(b)
	s.Answer(func(modeltest.Request) modeltest.Reply { return modeltest.Reply{Text: "ok", Delay: 100} })
	for b.Loop() {
		start := time.Now()
		var wg sync.WaitGroup
		for range 1000 {
			wg.Go(func() {
				if _, err := h.Chat(context.Background(), chatID, ask("hello"), nil); err != nil {
					b.Error(err)
				}
			})
		}
		wg.Wait()
		b.ReportMetric(time.Since(start).Seconds(), "s/1000calls")
		b.ReportMetric(float64(s.MostAtOnce()), "at-once")
	}
}
