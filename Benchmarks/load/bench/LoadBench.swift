import BytePairEncoding
import Glibc
import Tokenization
import TokenizerFormats

/// Loads a tokenizer once and prints how long it took: Malmoi's side of Benchmarks/load.
///
/// `LoadBench PATH` prints milliseconds of wall clock and of processor time, the milliseconds until the first text was
/// encoded besides, and the number of ids. `LoadBench PATH --to-malmoi FILE` converts.
@main
struct LoadBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else {
            print("usage: LoadBench PATH [--to-malmoi FILE]")
            exit(2)
        }
        if arguments.count == 4 {
            try BinaryWriter.write(try TokenizerLoader.load(arguments[1]), to: arguments[3])
            return
        }
        let wall = milliseconds(CLOCK_MONOTONIC)
        let processor = milliseconds(CLOCK_PROCESS_CPUTIME_ID)
        let tokenizer = try TokenizerLoader.load(arguments[1])
        let wallTime = milliseconds(CLOCK_MONOTONIC) - wall
        let processorTime = milliseconds(CLOCK_PROCESS_CPUTIME_ID) - processor
        let ids = try tokenizer.encode("한국어를 배웁니다. Hello, world! 12345")
        let firstText = milliseconds(CLOCK_MONOTONIC) - wall
        print(wallTime, processorTime, firstText, tokenizer.idCount, ids.count)
    }

    static func milliseconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}
