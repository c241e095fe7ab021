package text

// Short word lists by which mentions and questions are recognised; all folded.

var months = set(`january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec`)

var weekdays = set(`monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays`)

var dayWords = set(`today tomorrow yesterday noon midnight christmas easter`)

var clock = set(`am pm o'clock bc ad bce ce`)

var numberWords = set(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
	seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
	million millions billion billions trillion dozen dozens half once twice thrice double triple`)

// timeUnits are stems.
var timeUnits = set(`second minut hour day night week fortnight month quarter year decad centuri weekend`)

var currencies = set(`dollar dollars euro euros pound pounds usd eur gbp chf cent cents pence franc francs yen rupee rupees`)

// roles are words for people and groups that answer a question with "who".
var roles = set(`manager managers director directors supervisor supervisors officer officers head employer president chairman
	chair ceo cfo cto coo owner owners founder founders committee board council department team administrator
	accountant auditor lawyer attorney doctor nurse teacher teachers king queen emperor prince princess duke pope bishop
	archbishop minister secretary general captain professor engineer author writer editor producer coach
	employee employees staff worker workers contractor contractors customer customers supplier suppliers colleague
	colleagues visitor visitors parent parents student students people payroll hr helpdesk reception coordinator
	brother sister father mother son daughter wife husband`)

// inNames may stand between the words of a name.
var inNames = set(`of the and de la le du des von van der den da di del for & al bin ibn`)

var placePrepositions = set(`in at near into outside inside around across`)

var placeWords = set(`street road avenue lane square city town village county state states province region district island
	islands river lake sea ocean bay mount mountain mountains valley desert hall house palace castle tower church cathedral
	university college school airport station stadium park museum hospital hotel theatre theater building north south east
	west northern southern eastern western england britain france germany spain italy russia china india japan america
	africa europe asia australia canada mexico london paris berlin york california`)

var placeNouns = set(`place city town country state county village region district area location street borough continent
	island venue stadium building room office site province nation river ocean sea university school college`)

var personNouns = set(`person people man woman author writer king queen emperor president leader founder director actor actress
	singer artist performer architect scientist inventor engineer player quarterback coach teacher manager officer doctor team
	company organization organisation department group employee committee brother sister son daughter wife husband mother
	father child children name`)

var dateNouns = set(`year date day month century decade era time deadline weekday`)

var numberNouns = set(`number amount quantity percentage proportion rate total score size length height width depth weight
	distance speed age cost price fee limit maximum minimum temperature population area budget allowance salary threshold`)
