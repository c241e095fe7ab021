package text

// Common reports whether a stem is of a word so ordinary in English that finding it says
// little about what a text is about, though it is no stop word: "use", "people", "many".
func Common(stem string) bool { return commonStems[stem] }

var commonStems = func() map[string]bool {
	m := map[string]bool{}
	for w := range commonWords {
		m[Stem(w)] = true
	}
	return m
}()

var commonWords = set(`
able accept access according act action active actual add additional age agree aim allow almost alone along already amount
answer appear apply approach area arrive ask attempt available average away back bad base based basic become begin believe
belong better big bring build business call care case cause certain change choose claim class clear close come common company
complete concern condition connect consider consist contain continue contribute control correct cost country course cover
create current date day deal decide decision define describe design detail determine develop difference different difficult
direct do due early easy effect employ employee employees end enough ensure enter entire establish event example except
exist expect explain express extend fact fall feel few final find firm follow force form full function general give go goal good
great group grow hand happen hard have help high hold idea identify important improve include increase individual influence
information intend involve issue item keep kind know known large last late lead learn leave left less let level list little
live local long look lose lot low main major make many mean meet member mention method mind modern move name national
natural near need new next normal note number occur offer office old open operate order organization origin original other others
own part particular pass pay people percent percentage period person place plan play point policy popular position possible present
prevent previous primary probably problem process produce product program provide public purpose put question quick reach
read reason receive recent refer regard relate remain remove replace report represent request require respond response responsible
rest result return right role rule run say second see seem send serve set several show side similar simple single size small
sort special specific stand start state stay step stop style subject submit success suggest support sure system take team
term thing think time today together top total true try turn type understand unit use used usual value various view want
way week well whole wide word work worker world write year yes
one two three four five six seven eight nine ten first third many much how often long far old big ever
largest biggest highest lowest smallest longest shortest best oldest newest latest earliest greatest least larger bigger higher
lower smaller longer shorter older newer later earlier happens kinds
everyone everything nothing nobody someone somebody anybody everybody thank please hello hi want wish
`)
