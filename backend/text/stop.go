package text

// stopWords are words of English, and the commonest of German, French, Spanish, Italian and
// Dutch, that say little about what a text is about. Words that mean something in English
// ("die", "son", "sin") are left out.
var stopWords = set(`
a about above after again against all also although always am among an and any anyone anything are aren't as at
be been before being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't
done down during each either else ever every for from further get gets getting got had hadn't has hasn't have haven't having
he her here hers herself him himself his how however i i'm i've i'd i'll if in instead into is isn't it it's its itself just
let's like may me might mine more most much must my myself neither no nor not of off often on once only onto or
ought our ours ourselves out over own per please rather really same shall she should shouldn't since so some someone something
such than that that's the their theirs them themselves then there there's these they they're this those though through thus to
too toward towards under unless until up upon us very via was wasn't we we're were weren't what what's whatever when where
whether which while who who's whom whose why will with within without won't would wouldn't yet you you're your yours
yourself s t re ve ll d m tell know
der das dem den des ein eine einer eines einem einen und oder ist sind wie wer wo wann warum welche welcher welches
ich du er sie es wir ihr mein meine im am zu zum zur von vom mit auf aus bei nach fur uber kann darf muss werden wird wurde
le la les un une des du de et ou est sont comment quel quelle quels quelles qui que quoi je tu il elle nous vous ils
elles au aux dans sur pour par avec ce cette ces mon ma mes peut peux
el los las uno una unos unas del y o es son como cual cuales quien donde cuando por para con mi mis puedo puede cuantos cuantas
lo gli di da per che chi dove quando sono della delle dei nel nella
het een van en wat hoe mijn ik wij zij niet voor met op te
`)

// IsStop reports whether a folded word (see Fold) carries little meaning.
func IsStop(lower string) bool { return stopWords[lower] }
