// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/file_tree.h"
#include "oci/layout/tar_writer.h"
#include "tests/oci/memory.h"
#include "tests/support/process.h"
#include "tests/support/temporary_folder.h"

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::oci {
namespace {

using inland::testing::run_shell;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string text_of(const FileTree& tree, std::string_view path) {
    const auto range = tree.find(path);
    if (!range)
        return "none: " + range.error().message;
    return read_all(*range, 1'000'000).value_or("unreadable");
}

std::string tar_of(const std::vector<std::pair<std::string, std::string>>& files) {
    MemorySink sink;
    TarWriter writer(sink);
    for (const auto& [path, content] : files) {
        EXPECT_TRUE(writer.begin(path, content.size()));
        EXPECT_TRUE(writer.write(content));
    }
    EXPECT_TRUE(writer.finish());
    return sink.text;
}

std::string refusal(std::string tar) {
    const auto tree = open_tar(std::make_shared<MemoryBytes>(std::move(tar)));
    return tree ? "taken" : tree.error().message;
}

/// A tar that GNU tar makes of `folder` by a shell command that says what goes into it.
std::string gnu_tar(const TemporaryFolder& folder, const std::string& script) {
    const auto made = run_shell(fmt::format("cd {} && {}", folder.path().string(), script));
    EXPECT_EQ(made.exit_code, 0) << made.out;
    std::ifstream file(folder.path() / "t.tar", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(TarTree, FindsWhatGnuTarWroteInEachOfItsFormats) {
    for (const auto* format : {"ustar", "gnu", "pax", "oldgnu", "v7"}) {
        const TemporaryFolder folder;
        const auto tar = gnu_tar(
            folder, fmt::format("mkdir -p blobs/sha256 && printf one > a && seq 100000 > "
                                "blobs/sha256/b && : > empty && tar --format={} -cf t.tar ./a "
                                "blobs empty",
                                format));
        const auto tree = open_tar(std::make_shared<MemoryBytes>(tar));
        ASSERT_TRUE(tree) << format << ": " << tree.error().message;
        EXPECT_THAT((*tree)->paths(), ElementsAre("a", "blobs/sha256/b", "empty")) << format;
        EXPECT_EQ(text_of(**tree, "a"), "one") << format;
        EXPECT_EQ(text_of(**tree, "empty"), "") << format;
        const auto numbers = text_of(**tree, "blobs/sha256/b");
        EXPECT_TRUE(numbers.starts_with("1\n2\n") && numbers.ends_with("\n100000\n")) << format;
    }
}

TEST(TarTree, FindsLongNamesInExtendedHeaders) {
    const TemporaryFolder folder;
    const std::string deep(200, 'd');
    for (const auto* format : {"gnu", "pax"}) {
        const auto tar = gnu_tar(folder, fmt::format("mkdir -p {0} && printf deep > {0}/{0} && tar "
                                                     "--format={1} -cf t.tar {0}",
                                                     deep, format));
        const auto tree = open_tar(std::make_shared<MemoryBytes>(tar));
        ASSERT_TRUE(tree) << tree.error().message;
        EXPECT_EQ(text_of(**tree, deep + "/" + deep), "deep") << format;
    }
}

TEST(TarTree, RefusesWhatIsNoPlainFileInsideOfIt) {
    const TemporaryFolder folder;
    EXPECT_THAT(refusal(gnu_tar(folder, "ln -s /etc/passwd link && tar -cf t.tar link")),
                HasSubstr("link is not a regular file"));
    EXPECT_THAT(refusal(gnu_tar(folder, "printf a > a && ln a b && tar -cf t.tar a b")),
                HasSubstr("b is not a regular file"));
    EXPECT_THAT(refusal(gnu_tar(folder, "tar -P --transform 's,^a,../a,' -cf t.tar a")),
                HasSubstr("\"../a\" climbs out of it"));
    EXPECT_THAT(refusal(gnu_tar(folder, "tar -P --transform 's,^a,/a,' -cf t.tar a")),
                HasSubstr("\"/a\" climbs out of it"));
    EXPECT_THAT(refusal(gnu_tar(folder, "rm -f t.tar; tar -cf t.tar a && tar -rf t.tar ./a")),
                HasSubstr("a stands in it twice"));
    EXPECT_THAT(refusal(gnu_tar(folder, "mkfifo pipe && tar -cf t.tar pipe")),
                HasSubstr("pipe is not a regular file"));
}

TEST(TarTree, RefusesWhatIsNoTarOrEndsEarly) {
    EXPECT_THAT(refusal(std::string(5000, 'x')), HasSubstr("is no tar"));
    EXPECT_THAT(refusal("\x1f\x8b compressed"), HasSubstr("is no tar"));
    const auto tar = tar_of({{"a", std::string(10'000, 'a')}});
    EXPECT_NE(refusal(tar.substr(0, 5'000)), "taken");
    EXPECT_NE(refusal(tar.substr(0, 300)), "taken");
}

TEST(TarWriter, WritesWhatGnuTarReadsAndTheSameBytesEachTime) {
    const std::vector<std::pair<std::string, std::string>> files{
        {"oci-layout", "{}"}, {"blobs/sha256/" + std::string(64, 'a'), std::string(70'000, 'b')}};
    const auto tar = tar_of(files);
    EXPECT_EQ(tar, tar_of(files));
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "t.tar", std::ios::binary) << tar;
    const auto listed =
        run_shell(fmt::format("TZ=UTC tar --numeric-owner -tvf {}/t.tar", folder.path().string()));
    EXPECT_TRUE(listed.out.starts_with("-rw-r--r-- 0/0 ")) << listed.out;
    EXPECT_THAT(listed.out, HasSubstr(" 2 1970-01-01 00:00 oci-layout"));
    EXPECT_THAT(listed.out, HasSubstr(" 70000 1970-01-01 00:00 blobs/"));
}

TEST(TarWriter, RefusesMoreAndLessThanAFileWasToHave) {
    MemorySink sink;
    TarWriter writer(sink);
    ASSERT_TRUE(writer.begin("a", 3));
    EXPECT_THAT(writer.write("four").error().message, HasSubstr("more bytes"));
    ASSERT_TRUE(writer.write("a"));
    EXPECT_THAT(writer.begin("b", 1).error().message, HasSubstr("a lacks 2 bytes"));
    EXPECT_THAT(writer.finish().error().message, HasSubstr("a lacks 2 bytes"));
}

TEST(FolderTree, DoesNotFollowLinksOrClimb) {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "a") << "one";
    std::filesystem::create_symlink("/etc/passwd", folder.path() / "link");
    const auto tree = open_folder(folder.path());
    ASSERT_TRUE(tree);
    EXPECT_EQ(text_of(**tree, "a"), "one");
    EXPECT_THAT((*tree)->paths(), ElementsAre("a"));
    EXPECT_THAT(text_of(**tree, "link"), HasSubstr("symbolic link"));
    EXPECT_THAT(text_of(**tree, "../a"), HasSubstr("climbs out"));
    EXPECT_THAT(text_of(**tree, "b"), HasSubstr("No such file"));
}

TEST(StaysInside, KnowsTheOneWayOfWriting) {
    for (const auto* path : {"a", "a/b", "blobs/sha256/..a", ".a"})
        EXPECT_TRUE(stays_inside(path)) << path;
    for (const auto* path : {"", "/", "/a", "..", "a/..", "a/../b", "a//b", "./a", "a/", "a\\b"})
        EXPECT_FALSE(stays_inside(path)) << path;
    EXPECT_FALSE(stays_inside(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace inland::oci
