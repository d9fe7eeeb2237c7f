import BytePairEncoding
import Documents
import Files
import LongContext
import Tokenization
import TokenizerFormats
import VocabularyTraining

/// What the tool's exit codes mean; the one place that maps errors to them.
enum ExitStatus: Int32 {
    case answerIsNo = 1
    case usage = 2
    case badInput = 3
    case inputOutput = 4

    /// The exit code of an error of ours, nil for those of the argument parser.
    init?(for error: any Error) {
        switch error {
        case let error as FileError:
            self = error.isInput ? .badInput : .inputOutput
        case let error as DocumentError:
            self = error.isInput ? .badInput : .inputOutput
        case TrainingError.file(let error):
            self = error.isInput ? .badInput : .inputOutput
        case is TokenizerFormatError, is TokenizationError, is VocabularyError, is TrainingError, is InputError:
            self = .badInput
        case let error as LongContextError:
            self = error.isUsage ? .usage : .badInput
        default:
            return nil
        }
    }
}

/// Input of the tool itself that cannot be used: ids, mostly.
struct InputError: Error, CustomStringConvertible {
    /// One line: what, where, what to do.
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
