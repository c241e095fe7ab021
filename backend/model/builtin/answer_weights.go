package builtin

// Weights are the weights of a sentence's features. They were learned by a conditional logit
// over the sentences of two thirds of the SQuAD articles (build/measure-answers -learn, which
// also measures them on the other third), except those marked "set": these articles hold no
// headings, questions or search scores, so their weights were set by hand over policies and
// frequently asked questions.
var Weights = [featureCount]float64{
	fCover: 2.57, fCoverPlain: 2.11, fCoverAll: 2.27, fCoverNames: -0.08, fNamesBefore: 1.12, fWindow: 1.51,
	fCoverBefore: 2.26, fCoverAfter: 1.00, fCoverPassage: -1.82, fRarest: 0.50, fPairs: 0.17, fRun: 1.48, fVerb: 0.26,
	fLength: -1.30, fNew: -0.30,
	fType: 0.93, fTypeMissing: -0.93, fTypeNear: 0.39, fDate: 1.26, fPerson: -0.54, fPlace: -0.23,
	fFocusNumber: 1.02, fMeasure: 1.29, fFocus: 0.20, fReason: 0.60,
	fQuestion:      -4, // set
	fAfterQuestion: 2,  // set
	fHeading:       -3, // set
	fReference:     0.29, fPassage: -3.01, fRank: -0.87,
	fScore: 0, // set: scores of different searches do not compare
}
