package org.eibalance.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of a scenario's settings record is: its type is double, int or boolean. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {

    /** What it is, for a dialog, without the unit. */
    String label();

    /** Its unit; empty where it has none. */
    String unit() default "";

    /** The value of the paper; 0 and 1 for false and true. */
    double standard();

    /** The least it may be. */
    double min();

    /** The most it may be. */
    double max();

    /** What it means, in one sentence. */
    String description();
}
