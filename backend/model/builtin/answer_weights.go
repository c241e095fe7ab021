package builtin

// Weights are the weights of a sentence's features. They were learned by a conditional logit
// over the sentences of two thirds of the SQuAD articles and half of the questions about the
// sample documents (build/measure-answers -learn, which measures them on the rest). Those
// marked "set" were set by hand over policies and lists of frequent questions, since the
// articles hold no headings, questions or scores of the real search.
var Weights = [featureCount]float64{
	fCover: 2.45, fCoverPlain: 1.74, fCoverAll: 2.11, fCoverNames: 0.09, fNamesBefore: 1.09, fWindow: 1.56,
	fCoverBefore: 2.35, fCoverAfter: 1.22, fCoverPassage: -1.78, fRarest: 0.53, fPairs: 0.38, fRun: 1.50, fVerb: 0.36,
	fLength: -0.98, fNew: -0.61,
	fType: 0.91, fTypeMissing: -0.91, fTypeNear: 0.40, fDate: 1.62, fPerson: -0.48, fPlace: -0.20,
	fNoNumber:    -1.5, // set: figures are rarer in policies than in an encyclopaedia
	fFocusNumber: 0.88, fMeasure: 1.26, fFocus: 0.21, fReason: 0.59,
	fQuestion:      -6, // set
	fAfterQuestion: 3,  // set
	fHeading:       -3, // set
	fReference:     0.26, fPassage: -3.02, fRank: -0.84,
	fScore: 0, // set: scores of different searches do not compare
}

// SupportWeights weigh what speaks for and against answering. They were learned by a logistic
// regression that tells questions whose paragraph is among those found from questions whose
// paragraph was removed and questions about other articles, and questions that the sample
// documents answer from those that they do not.
var SupportWeights = [supportCount]float64{
	sCover: 1.52, sPassage: 2.13, sMissingName: -1.51, sSpecific: 0.33, sBroken: -0.46,
	sScore: 2.52, sLead: 0.98, sType: -0.45, sTerms: 0.46, sConstant: -3.95,
}

// LeastConfidence is the confidence under which the answerer declines. At 0.36 about one in
// twenty questions that the passages answer is declined, and nine in ten that are about
// something else.
const LeastConfidence = 0.36
