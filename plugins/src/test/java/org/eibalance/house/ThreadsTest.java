package org.eibalance.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.BaseStream;
import org.eibalance.signal.ParallelLoop;
import org.junit.jupiter.api.Test;

/** The caller of an analysis decides how many threads work: the science starts threads in one class only. */
class ThreadsTest {

    private static final Set<String> PARALLEL_METHODS = Set.of(
            "parallelStream",
            "parallelSort",
            "parallelPrefix",
            "parallelSetAll",
            "availableProcessors",
            "supplyAsync",
            "runAsync");

    private static final JavaClasses SCIENCE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "org.eibalance.recording",
                    "org.eibalance.annotation",
                    "org.eibalance.result",
                    "org.eibalance.format",
                    "org.eibalance.signal",
                    "org.eibalance.analysis",
                    "org.eibalance.model",
                    "org.eibalance.waveform",
                    "org.eibalance.rig",
                    "org.eibalance.figure",
                    "org.eibalance.scenario",
                    "org.eibalance.report",
                    "org.eibalance.validation",
                    "org.eibalance.batch");

    /** Uses threads of its own choice. */
    private static final DescribedPredicate<JavaAccess<?>> A_DOOR_TO_THREADS =
            new DescribedPredicate<>("a way to other threads") {

                @Override
                public boolean test(final JavaAccess<?> access) {
                    final JavaClass owner = access.getTargetOwner();
                    final String name = access.getTarget().getName();
                    if (owner.isAssignableTo(Thread.class)) return name.equals("<init>") || name.equals("start");
                    if (owner.isAssignableTo(BaseStream.class)) return name.equals("parallel");
                    return PARALLEL_METHODS.contains(name)
                            || owner.isAssignableTo(Executor.class)
                            || owner.isAssignableTo(Executors.class)
                            || owner.isAssignableTo(ForkJoinTask.class);
                }
            };

    @Test
    void theScienceStartsThreadsInTheParallelLoopOnly() {
        assertTrue(SCIENCE.contain(ParallelLoop.class) && SCIENCE.size() > 300, "the classes of the science are seen");
        noClasses()
                .that(new DescribedPredicate<JavaClass>("are not the parallel loop") {

                    @Override
                    public boolean test(final JavaClass type) {
                        return !type.getName().startsWith(ParallelLoop.class.getName());
                    }
                })
                .should()
                .accessTargetWhere(A_DOOR_TO_THREADS)
                .check(SCIENCE);
    }

    @Test
    void theRuleSeesEachWayToOtherThreads() {
        final JavaClasses offenders = new ClassFileImporter().importClasses(Offender.class);
        final long seen = offenders.get(Offender.class).getAccessesFromSelf().stream()
                .filter(A_DOOR_TO_THREADS)
                .map(access -> access.getLineNumber())
                .distinct()
                .count();
        assertTrue(seen == 5, seen + " of 5");
    }

    /** What the rule forbids, a line each; never run. */
    @SuppressWarnings("unused")
    private static final class Offender {

        void offend() {
            new Thread(this::offend).start();
            Runtime.getRuntime().availableProcessors();
            java.util.stream.IntStream.range(0, 3).parallel().sum();
            java.util.List.of(1, 2).parallelStream().count();
            Executors.newFixedThreadPool(2).shutdown();
        }
    }
}
