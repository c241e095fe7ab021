package text

import "strings"

// Related reports whether two stems are of words that often stand for each other, in texts of
// organisations and in general English: "holiday" and "leave", "born" and "birth".
func Related(a, b string) bool {
	for _, g := range relatedGroups[a] {
		for _, h := range relatedGroups[b] {
			if g == h {
				return true
			}
		}
	}
	return false
}

// relatedGroups maps a stem to the numbers of its groups.
var relatedGroups = func() map[string][]int {
	m := map[string][]int{}
	for i, line := range strings.Split(relatedWords, "\n") {
		for _, w := range strings.Fields(line) {
			m[Stem(w)] = append(m[Stem(w)], i)
		}
	}
	return m
}()

// relatedWords has a group of related words in each line.
const relatedWords = `
holiday vacation leave pto
unused untaken remaining leftover outstanding
transfer carry rollover roll carryover
sick ill illness sickness unwell disease medical
doctor physician gp medical
maternity mother birth parent parental
paternity father parent parental
baby birth pregnant pregnancy child
childcare child children parental
wedding marriage married marry spouse
bereavement funeral death die relative
salary pay wage wages payroll remuneration earnings compensation
payday paid pay payment
bonus incentive reward
raise increase rise grow
reimburse refund repay reimbursement claim expense compensate
expense cost spending spend
receipt invoice bill voucher
price cost fee charge rate fare
cheap economy inexpensive affordable
allowance budget allocation entitlement stipend limit
entitled eligible qualify entitlement eligibility
maximum limit cap most ceiling highest
minimum least lowest
permit allow permission authorise authorize may allowed permitted
approve approval authorise authorize sign consent agree
forbid prohibit ban prohibited forbidden disallow
obligatory mandatory compulsory required must require
apply request ask submit application file
submit send hand lodge file
inform notify tell report notice notification
boss manager supervisor superior lead
staff employee worker personnel colleague workforce
company employer firm organisation organization business corporation
hire recruit employ appoint engage hiring recruitment
fire dismiss terminate termination dismissal redundancy
quit resign resignation leave notice
probation trial
overtime extra additional
remote home telework remotely homeworking telecommute
hybrid remote
flexible flexitime flextime
train railway rail
plane flight fly airline air
car vehicle drive mileage automobile driving
taxi cab ride
hotel accommodation lodging room stay overnight
trip travel journey travelling
meal food lunch dinner breakfast eat subsistence
alcohol wine beer drink
password passphrase passcode credential login
lose lost missing
laptop computer device notebook pc
phone mobile telephone smartphone
email mail e-mail
breach incident leak violation
theft steal stolen
delete erase destroy dispose remove deletion
keep retain store retention preserve
data information
confidential secret private sensitive
gift present hospitality
bribe corruption bribery
complain complaint grievance concern
harass bully harassment bullying
customer client guest buyer
order purchase buy
return refund send
deliver ship shipping delivery dispatch shipment
warranty guarantee
broken faulty defective damaged damage
cancel cancellation withdraw
deadline due latest until within
begin start commence launch open opening initiate
found establish create form set foundation establishment origin
end finish stop expire close conclude expiry
train course training learning education study
fix repair mend maintain
help support assist assistance aid
contact reach call phone
office workplace premises site
desk workstation
building premises
fire emergency evacuation
safety safe
accident injury injure hurt
insurance insure cover coverage
pension retirement retire
tax deduction
born birth
die death dead kill passed
marry wife husband spouse marriage
wrote author written write book
invent invention inventor create develop
discover find discovery found
defeat beat win victory won
champion title winner win
lose defeat loss
fight war battle conflict
name call known title refer dub
live reside residence inhabit home resident
population inhabitant people resident
locate situate location lie place site
big large huge biggest largest greatest
small little tiny
job occupation profession work career
teacher instructor educator
school college university
student pupil
movie film
television tv
song music track
singer perform sing performer performance
show series program programme
game match
player athlete
broadcast air transmit
religion faith church belief
believe think view opinion
king ruler monarch emperor
rule reign govern
capital city
country nation state
money fund funding finance financial
owner own possess ownership
make produce manufacture build construct
show display exhibit
cause reason because due result lead
effect impact influence affect result
use employ utilise utilize
purpose aim goal intend objective
main chief primary principal major
type kind sort form
part component portion section
percent percentage proportion
number amount quantity total
fast speed quick rapid
tall height high
long length
wide width
deep depth
heavy weight weigh
old age
far distance
frequently often frequency
yearly annual year annually
month monthly
week weekly
day daily
quarter quarterly
`
