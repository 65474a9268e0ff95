package io.calledit.page;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/** A window and a taste in which the page is looked at; the size is in CSS pixels. */
record Look(ColorScheme theme, int width, int height, ReducedMotion motion) {

    static final Look DESKTOP = light(1280, 900);
    static final Look PHONE = light(390, 844);

    static Look light(int width, int height) {
        return new Look(ColorScheme.LIGHT, width, height, ReducedMotion.NO_PREFERENCE);
    }

    Look dark() {
        return new Look(ColorScheme.DARK, width, height, motion);
    }

    Look still() {
        return new Look(theme, width, height, ReducedMotion.REDUCE);
    }

    @Override
    public String toString() {
        return theme.name().toLowerCase() + " at " + width;
    }
}
