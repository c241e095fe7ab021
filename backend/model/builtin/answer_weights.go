package builtin

// Weights are the weights of a sentence's features. They were learned by a conditional logit
// over the sentences of two thirds of the SQuAD articles and half of the questions about the
// sample documents (build/measure-answers -learn, which measures them on the rest). Those
// marked "set" were set by hand over policies and lists of frequent questions, since the
// articles hold no headings and no questions.
var Weights = [featureCount]float64{
	fCover: 1.99, fCoverPlain: 1.59, fCoverAll: 2.10, fCoverNames: -0.02, fNamesBefore: 1.02, fWindow: 1.65,
	fCoverBefore: 1.83, fCoverAfter: 1.21, fCoverPassage: -2.21, fRarest: 0.59, fPairs: 0.15, fRun: 1.43, fVerb: 0.36,
	fLength: -0.92, fNew: -0.87,
	fType: 0.76, fTypeMissing: -0.76, fTypeNear: 0.49, fDate: 2.09, fPerson: -0.26, fPlace: -0.04,
	fNoNumber:    -1.5, // set: figures are rarer in policies than in an encyclopaedia
	fFocusNumber: 0.82, fMeasure: 1.25, fFocus: 0.17, fReason: 0.59,
	fQuestion:      -6, // set
	fAfterQuestion: 3,  // set
	fHeading:       -3, // set
	fReference:     0.26, fPassage: -1.60, fRank: -0.43, fScore: -3.67,
}

// SupportWeights weigh what speaks for and against answering. They were learned by a logistic
// regression that tells questions whose paragraph is among those found from questions whose
// paragraph was removed or that were asked of other articles, and questions that the sample
// documents answer from those that they do not (build/measure-answers -learn).
var SupportWeights = [supportCount]float64{
	sPassage: 2.17, sMissingName: -1.63, sBroken: -0.49, sAmount: 0.83, sWindow: 0.74, sPrecise: 3.81,
	sScore: 1.74, sLead: 0.70, sConstant: -3.57,
}

// LeastConfidence is the confidence under which the answerer declines. At 0.3 about one in
// twenty questions that the passages answer is declined, and nine in ten of those that other
// articles of the same encyclopaedia are asked, whose words they share.
const LeastConfidence = 0.3
