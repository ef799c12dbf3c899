// Drives a target without libFuzzer: tries the files that are given, those of folders included, and inputs by chance.
//
//     fuzz_TARGET [--seed N] [--count N] [--size N] [--keep FILE] [FILE | FOLDER]...
//
// Input i of seed N is input 0 of seed N + i. What is tried by chance is kept in FILE: the last one, if it fails. What
// fails ends the process, and its name is the last line before. Must not know what is tried.
#include "../property/random.hpp"
#include "target.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;

struct Wanted {
    std::uint64_t seed = 1;
    std::size_t count = 0;
    std::size_t size = 300;
    const char *kept = nullptr;
    std::vector<std::filesystem::path> files{};
};

void add(std::vector<std::filesystem::path> &files, const std::filesystem::path &path)
{
    if (!std::filesystem::is_directory(path)) {
        files.push_back(std::filesystem::absolute(path)); // a target may go elsewhere
        return;
    }
    const std::size_t before = files.size();
    for (const auto &entry : std::filesystem::recursive_directory_iterator(path))
        if (entry.is_regular_file())
            files.push_back(std::filesystem::absolute(entry.path()));
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
}

Wanted read(int argc, char **argv)
{
    Wanted out;
    for (int i = 1; i < argc; ++i) {
        const auto is = [&](const char *name) { return std::strcmp(argv[i], name) == 0 && i + 1 < argc; };
        if (is("--seed"))
            out.seed = std::strtoull(argv[++i], nullptr, 10);
        else if (is("--count"))
            out.count = std::strtoull(argv[++i], nullptr, 10);
        else if (is("--size"))
            out.size = std::strtoull(argv[++i], nullptr, 10);
        else if (is("--keep"))
            out.kept = argv[++i];
        else
            add(out.files, argv[i]);
    }
    return out;
}

void try_input(const std::string &name, const Bytes &bytes)
{
    std::printf("# %s\n", name.c_str());
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

void keep(const char *name, const Bytes &bytes)
{
    std::ofstream file(name, std::ios::binary);
    file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) {
        std::fprintf(stderr, "cannot write %s\n", name);
        std::exit(2);
    }
}

Bytes contents(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        std::exit(2);
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Bytes by_chance(property::Random random, std::size_t most)
{
    Bytes out(random.below(most + 1));
    std::generate(out.begin(), out.end(), [&] { return static_cast<std::uint8_t>(random.next()); });
    return out;
}

} // namespace

int main(int argc, char **argv)
{
    const Wanted wanted = read(argc, argv);
    for (const std::filesystem::path &path : wanted.files)
        try_input(path.string(), contents(path));
    for (std::uint64_t seed = wanted.seed; seed < wanted.seed + wanted.count; ++seed) {
        const Bytes bytes = by_chance(property::Random(seed), wanted.size);
        if (wanted.kept)
            keep(wanted.kept, bytes);
        try_input("--seed " + std::to_string(seed) + " --count 1 --size " + std::to_string(wanted.size), bytes);
    }
    std::printf("%zu inputs\n", wanted.files.size() + wanted.count);
    // A folder that is empty, or was misspelt, tried nothing.
    return wanted.files.empty() && wanted.count == 0 ? 2 : 0;
}
